namespace Gimlet.Cli.Ship.Builds;

/// <summary>Reads the variables of a CircleCI job, which does not tell the base branch of a pull request.</summary>
internal static class CircleCi
{
    public static Build? Detect(EnvironmentVariables variables)
    {
        if (variables["CIRCLECI"] != "true")
        {
            return null;
        }

        var owner = variables["CIRCLE_PROJECT_USERNAME"];
        var name = variables["CIRCLE_PROJECT_REPONAME"];
        var remote = RepositoryAddress.Parse(variables["CIRCLE_REPOSITORY_URL"]);
        var repository = owner.Length > 0 && name.Length > 0 ? $"{owner}/{name}" : remote?.Name ?? "";
        var home = remote is { WebUrl.Length: > 0 } ? remote.WebUrl : $"https://github.com/{repository}";
        var pullRequest = variables["CIRCLE_PULL_REQUEST"];
        var build = new Build
        {
            Ci = "CircleCI",
            Repository = repository,
            Sha = variables["CIRCLE_SHA1"],
            Branch = variables["CIRCLE_BRANCH"],
            Tag = variables["CIRCLE_TAG"],
            IsPullRequest = pullRequest.Length > 0,
            Url = pullRequest.Length > 0 ? pullRequest : $"{home}/commit/{variables["CIRCLE_SHA1"]}",
            RunUrl = variables["CIRCLE_BUILD_URL"],

            // Manifests for CircleCI have always known REPO without its owner.
            RepositoryVariable = name.Length > 0 ? name : repository,
            Owner = owner,
            Actor = variables["CIRCLE_USERNAME"],
            Job = variables["CIRCLE_JOB"],
            VariablePrefixes = ["CIRCLE"],
        };
        return build with { Trigger = build.Event };
    }
}
