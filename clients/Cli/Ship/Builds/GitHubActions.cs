using System.Text.Json;

namespace Gimlet.Cli.Ship.Builds;

/// <summary>Reads the variables and the event of a GitHub Actions workflow.</summary>
internal static class GitHubActions
{
    public static Build? Detect(EnvironmentVariables variables)
    {
        if (variables["GITHUB_ACTIONS"] != "true")
        {
            return null;
        }

        var repository = variables["GITHUB_REPOSITORY"];
        var server = variables.Has("GITHUB_SERVER_URL") ? variables["GITHUB_SERVER_URL"] : "https://github.com";
        var home = $"{server.TrimEnd('/')}/{repository}";
        var build = new Build
        {
            Ci = "GitHub Actions",
            Repository = repository,
            Sha = variables["GITHUB_SHA"],
            Branch = GitReference.Branch(variables["GITHUB_REF"]),
            Tag = GitReference.Tag(variables["GITHUB_REF"]),
            Url = $"{home}/commit/{variables["GITHUB_SHA"]}",
            RunUrl = $"{home}/actions/runs/{variables["GITHUB_RUN_ID"]}",
            RepositoryVariable = repository,
            Owner = variables["GITHUB_REPOSITORY_OWNER"],
            Actor = variables["GITHUB_ACTOR"],
            Trigger = variables["GITHUB_EVENT_NAME"],
            Job = variables["GITHUB_JOB"],
            VariablePrefixes = ["GITHUB"],
        };
        build = variables.Has("GITHUB_HEAD_REF") ? OfPullRequest(build, variables, home) : build;

        // GitHub has no such variable; manifests for the action have always known it.
        return build with { MoreVariables = new Dictionary<string, string> { ["GITHUB_BRANCH"] = build.Branch } };
    }

    // GITHUB_SHA is the merge that GitHub makes of the two branches, which no repository keeps.
    private static Build OfPullRequest(Build build, EnvironmentVariables variables, string home)
    {
        var pullRequest = PullRequest.Read(variables["GITHUB_EVENT_PATH"]);
        return build with
        {
            IsPullRequest = true,
            Sha = pullRequest?.HeadSha ?? build.Sha,
            Branch = variables["GITHUB_HEAD_REF"],
            TargetBranch = variables["GITHUB_BASE_REF"],
            Tag = "",
            Url = pullRequest is null ? build.Url : $"{home}/pull/{pullRequest.Number}",
        };
    }

    private sealed record PullRequest(string HeadSha, long Number)
    {
        public static PullRequest? Read(string path)
        {
            if (!File.Exists(path))
            {
                return null;
            }

            try
            {
                using var payload = JsonDocument.Parse(File.ReadAllBytes(path));
                var pullRequest = payload.RootElement.GetProperty("pull_request");
                return new PullRequest(
                    pullRequest.GetProperty("head").GetProperty("sha").GetString() ?? throw new JsonException("no sha"),
                    pullRequest.GetProperty("number").GetInt64());
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new CliException(
                    $"The event in {path} (GITHUB_EVENT_PATH) is not one of a pull request: {e.Message}");
            }
        }
    }
}
