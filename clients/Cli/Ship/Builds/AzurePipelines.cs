namespace Gimlet.Cli.Ship.Builds;

/// <summary>Reads the variables of a job of Azure Pipelines.</summary>
internal static class AzurePipelines
{
    public static Build? Detect(EnvironmentVariables variables)
    {
        if (!string.Equals(variables["TF_BUILD"], "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var isPullRequest = variables["BUILD_REASON"] == "PullRequest";

        // BUILD_SOURCEVERSION of a pull request is the merge of the two branches.
        var sha = isPullRequest
            ? variables.FirstOf("SYSTEM_PULLREQUEST_SOURCECOMMITID", "BUILD_SOURCEVERSION")
            : variables["BUILD_SOURCEVERSION"];
        return new Build
        {
            Ci = "Azure Pipelines",
            Repository = variables["BUILD_REPOSITORY_NAME"],
            Sha = sha,
            Branch = GitReference.Branch(
                variables[isPullRequest ? "SYSTEM_PULLREQUEST_SOURCEBRANCH" : "BUILD_SOURCEBRANCH"]),
            TargetBranch = GitReference.Branch(variables["SYSTEM_PULLREQUEST_TARGETBRANCH"]),
            Tag = GitReference.Tag(variables["BUILD_SOURCEBRANCH"]),
            IsPullRequest = isPullRequest,
            Url = UrlOf(variables, sha),
            RunUrl = $"{variables["SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"].TrimEnd('/')}/"
                + Uri.EscapeDataString(variables["SYSTEM_TEAMPROJECT"])
                + $"/_build/results?buildId={variables["BUILD_BUILDID"]}",
            Owner = RepositoryAddress.OwnerOf(variables["BUILD_REPOSITORY_NAME"]) is { Length: > 0 } owner
                ? owner
                : variables["SYSTEM_TEAMPROJECT"],
            Actor = variables["BUILD_REQUESTEDFOR"],
            Trigger = variables["BUILD_REASON"],
            Job = variables["SYSTEM_JOBNAME"],
            VariablePrefixes = ["BUILD_", "SYSTEM_PULLREQUEST_"],
        };
    }

    private static string UrlOf(EnvironmentVariables variables, string sha) =>
        RepositoryAddress.Parse(variables["BUILD_REPOSITORY_URI"]) is { WebUrl.Length: > 0 } remote
            ? $"{remote.WebUrl}/commit/{sha}"
            : "";
}
