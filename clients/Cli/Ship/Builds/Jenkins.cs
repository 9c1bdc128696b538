namespace Gimlet.Cli.Ship.Builds;

/// <summary>Reads the variables of Jenkins: its git plugin's, and its branch source's in multibranch jobs.</summary>
internal static class Jenkins
{
    private const string Remote = "origin/";

    public static Build? Detect(EnvironmentVariables variables)
    {
        if (!variables.Has("JENKINS_URL"))
        {
            return null;
        }

        var isPullRequest = variables.Has("CHANGE_ID");
        var tag = variables["TAG_NAME"];
        var remote = RepositoryAddress.Parse(variables.FirstOf("GIT_URL", "GIT_URL_1"));
        var sha = variables["GIT_COMMIT"];
        var commitUrl = remote is { WebUrl.Length: > 0 } && sha.Length > 0 ? $"{remote.WebUrl}/commit/{sha}" : "";
        var build = new Build
        {
            Ci = "Jenkins",
            Repository = remote?.Name ?? "",
            Sha = sha,
            Branch = tag.Length > 0 ? "" : BranchOf(variables, isPullRequest),
            TargetBranch = variables["CHANGE_TARGET"],
            Tag = tag,
            IsPullRequest = isPullRequest,
            Url = isPullRequest ? variables["CHANGE_URL"] : commitUrl,
            RunUrl = variables["BUILD_URL"],
            Actor = variables.FirstOf("CHANGE_AUTHOR", "BUILD_USER_ID"),
            Job = variables["JOB_NAME"],
            VariablePrefixes = ["BRANCH_", "BUILD_", "CHANGE_", "GIT_", "JOB_", "TAG_"],
        };
        return build with { Trigger = build.Event };
    }

    // BRANCH_NAME of a pull request is PR-7; GIT_BRANCH is the remote's branch, origin/main.
    private static string BranchOf(EnvironmentVariables variables, bool isPullRequest)
    {
        var branch = isPullRequest
            ? variables.FirstOf("CHANGE_BRANCH", "BRANCH_NAME")
            : variables.FirstOf("BRANCH_NAME", "GIT_LOCAL_BRANCH", "GIT_BRANCH");
        return branch.StartsWith(Remote, StringComparison.Ordinal) ? branch[Remote.Length..] : branch;
    }
}
