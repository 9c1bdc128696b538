namespace Gimlet.Cli.Ship.Builds;

/// <summary>Reads the variables of a step of Bitbucket Pipelines.</summary>
internal static class BitbucketPipelines
{
    public static Build? Detect(EnvironmentVariables variables)
    {
        if (!variables.Has("BITBUCKET_BUILD_NUMBER"))
        {
            return null;
        }

        var repository = variables["BITBUCKET_REPO_FULL_NAME"];
        var home = variables["BITBUCKET_GIT_HTTP_ORIGIN"] is { Length: > 0 } origin
            ? origin
            : $"https://bitbucket.org/{repository}";
        var isPullRequest = variables.Has("BITBUCKET_PR_ID");
        var build = new Build
        {
            Ci = "Bitbucket Pipelines",
            Repository = repository,
            Sha = variables["BITBUCKET_COMMIT"],
            Branch = variables["BITBUCKET_BRANCH"],
            TargetBranch = variables["BITBUCKET_PR_DESTINATION_BRANCH"],
            Tag = variables["BITBUCKET_TAG"],
            IsPullRequest = isPullRequest,
            Url = isPullRequest
                ? $"{home}/pull-requests/{variables["BITBUCKET_PR_ID"]}"
                : $"{home}/commits/{variables["BITBUCKET_COMMIT"]}",
            RunUrl = $"{home}/pipelines/results/{variables["BITBUCKET_BUILD_NUMBER"]}",
            Owner = variables["BITBUCKET_WORKSPACE"],
            Actor = variables["BITBUCKET_STEP_TRIGGERER_UUID"],
            Job = variables["BITBUCKET_BUILD_NUMBER"],
            VariablePrefixes = ["BITBUCKET_"],
        };
        return build with { Trigger = build.Event };
    }
}
