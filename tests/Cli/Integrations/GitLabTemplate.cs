using System.Text.RegularExpressions;
using Gimlet.Testing.Installations;
using YamlDotNet.RepresentationModel;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>Fills the template's inputs in and runs its job, as GitLab and its runner do.</summary>
internal sealed partial class GitLabTemplate
{
    public static readonly string FilePath =
        Path.Combine(RepositoryRoot.Path, "clients", "gitlab-ci", "templates", "gimlet-ship.yml");

    private readonly YamlMappingNode _job;

    public GitLabTemplate(IReadOnlyDictionary<string, string> inputs)
    {
        var documents = File.ReadAllText(FilePath).Split("\n---\n");
        var values = YamlFile.Parse(documents[0]).Single().Map("spec").Map("inputs").Entries()
            .ToDictionary(input => input.Key, input => input.Value.Text("default")!);
        foreach (var (name, value) in inputs)
        {
            Assert.Contains(name, values.Keys);
            values[name] = value;
        }

        var text = Input().Replace(documents[1], match => values[match.Groups["name"].Value]);
        (Name, var job) = YamlFile.Parse(text).Single().Entries().Single();
        _job = (YamlMappingNode)job;
    }

    public string Name { get; }

    public string Script => string.Join('\n', _job.List("script").Select(line => ((YamlScalarNode)line).Value));

    /// <summary>Runs the job; the variables that GitLab would take from its report are returned beside it.</summary>
    public async Task<(StepRun Run, IReadOnlyDictionary<string, string> Report)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(variables) { ["CI_PROJECT_DIR"] = folder };
        foreach (var (name, value) in _job.Map("variables").Texts())
        {
            environment[name] = value;
        }

        var run = await StepRun.RunAsync(
            "bash", ["-c", $"set -eo pipefail\n{Script}"], folder, environment, cancellationToken);
        var report = Path.Combine(folder, _job.Map("artifacts").Map("reports").Text("dotenv")!);
        var lines = File.Exists(report) ? await File.ReadAllLinesAsync(report, cancellationToken) : [];
        return (run, lines.Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]));
    }

    [GeneratedRegex(@"\$\[\[ inputs\.(?<name>[a-z-]+) \]\]")]
    private static partial Regex Input();
}
