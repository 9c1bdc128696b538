using System.Globalization;
using System.Text;
using Gimlet.Cli.Ship.Builds;
using Gimlet.Cli.Tracking;

namespace Gimlet.Cli.Ship.Reports;

/// <summary>The page that GitHub shows for a job: what was shipped, and a table of what became of it.</summary>
internal sealed class JobSummary(EnvironmentVariables variables)
{
    // All that means something in Markdown or HTML: messages hold what strangers wrote.
    private const string Special = "&<>|`*_[]()#~!\\@$";

    public void Write(Build build, string artifactId, IReadOnlyList<ReleaseStatus> statuses) =>
        ReportFile.Append(variables["GITHUB_STEP_SUMMARY"], Text(build, artifactId, statuses));

    private static string Text(Build build, string artifactId, IReadOnlyList<ReleaseStatus> statuses)
    {
        var text = new StringBuilder("### Gimlet\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Artifact {Escape(artifactId)} of commit {Escape(build.Sha)}\n\n");
        var results = statuses.SelectMany(status => status.Results ?? []).ToList();
        if (results.Count > 0)
        {
            text.Append("| App | Environment | Status | Gitops commit |\n|---|---|---|---|\n");
            results.ForEach(result => text.Append(Row(result)));
            text.Append('\n');
        }

        foreach (var status in statuses.Where(status => status is { Status: "error" }))
        {
            text.Append(CultureInfo.InvariantCulture, $"❌ {Escape(status.StatusDesc)}\n\n");
        }

        return text.ToString();
    }

    private static string Row(ReleaseResult result)
    {
        var (sign, state) = result switch
        {
            { IsFailure: true } => ("❌", $"{result.Status}: {result.StatusDesc}"),
            { IsFailedCommit: true } => ("❌", $"{result.GitopsCommitStatus}: {result.GitopsCommitStatusDesc}"),
            { IsDone: true } => ("✅", result.GitopsCommitStatus.Length > 0 ? result.GitopsCommitStatus : result.Status),
            _ => ("⏳", result.GitopsCommitStatus),
        };
        return $"| {Escape(result.App)} | {Escape(result.Env)} | {sign} {Escape(state)} | {Escape(result.Hash)} |\n";
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in OneLine.Of(text))
        {
            if (Special.Contains(character, StringComparison.Ordinal))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)character};");
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }
}
