using Gimlet.Cli.Ship.Builds;

namespace Gimlet.Cli.Ship.Reports;

/// <summary>Hands ids to the steps and jobs that follow: step outputs of GitHub, a dotenv report of GitLab.</summary>
internal sealed class StepOutputs(EnvironmentVariables variables)
{
    private const string DotEnvName = "gimlet.env";

    private readonly List<string> _dotEnv = [];

    public void SetArtifact(string id) => Set("artifact-id", "GIMLET_ARTIFACT_ID", id);

    public void SetRelease(string id) => Set("release-id", "GIMLET_RELEASE_ID", id);

    private void Set(string output, string variable, string id)
    {
        // A line break would make a second output of what follows it.
        var value = OneLine.Of(id);
        ReportFile.Append(variables["GITHUB_OUTPUT"], $"{output}={value}\n");
        if (variables["GITLAB_CI"] == "true")
        {
            _dotEnv.Add($"{variable}={value}\n");
            TextFile.Replace(
                Path.Combine(variables["CI_PROJECT_DIR"], DotEnvName), ReportFile.Encode(string.Concat(_dotEnv)));
        }
    }
}
