namespace Gimlet.Cli.Ship.Builds;

/// <summary>Reads the variables of a GitLab CI job.</summary>
internal static class GitLabCi
{
    public static Build? Detect(EnvironmentVariables variables)
    {
        if (variables["GITLAB_CI"] != "true")
        {
            return null;
        }

        var isMergeRequest = variables["CI_PIPELINE_SOURCE"] == "merge_request_event";

        // In a pipeline for merged results CI_COMMIT_SHA is a merge that GitLab made up.
        var sha = isMergeRequest
            ? variables.FirstOf("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA")
            : variables["CI_COMMIT_SHA"];
        return new Build
        {
            Ci = "GitLab CI",
            Repository = variables["CI_PROJECT_PATH"],
            Sha = sha,
            Branch = isMergeRequest ? variables["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] : variables["CI_COMMIT_BRANCH"],
            TargetBranch = isMergeRequest ? variables["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] : "",
            Tag = variables["CI_COMMIT_TAG"],
            IsPullRequest = isMergeRequest,
            Url = isMergeRequest
                ? Page(
                    variables.FirstOf("CI_MERGE_REQUEST_PROJECT_URL", "CI_PROJECT_URL"),
                    $"merge_requests/{variables["CI_MERGE_REQUEST_IID"]}")
                : Page(variables["CI_PROJECT_URL"], $"commit/{sha}"),
            RunUrl = variables.FirstOf("CI_JOB_URL", "CI_PIPELINE_URL"),
            RepositoryVariable = variables["CI_PROJECT_PATH"],
            Owner = variables["CI_PROJECT_NAMESPACE"],
            Actor = variables["GITLAB_USER_LOGIN"],
            Trigger = variables["CI_PIPELINE_SOURCE"],

            // Manifests for GitLab have always known the pipeline by this name.
            Job = variables["CI_PIPELINE_ID"],
            VariablePrefixes = ["CI_"],
        };
    }

    private static string Page(string project, string path) => project.Length > 0 ? $"{project}/-/{path}" : "";
}
