using Gimlet.Cli.Tests.Ship;

namespace Gimlet.Cli.Tests.Integrations;

public sealed class GitLabTemplateTests(ShipServer server) : IntegrationSuite(server)
{
    private static readonly string Head = $"refs/merge-requests/{TeamRepository.PullRequest}/head";
    private static readonly string Merge = $"refs/merge-requests/{TeamRepository.PullRequest}/merge";

    [Fact]
    public void Script_IsTheOneOfTheOtherIntegrations()
    {
        var shared = File.ReadAllLines(Path.Combine(
            Testing.Installations.RepositoryRoot.Path, "clients", "github-action", "ship.sh"));

        var script = new GitLabTemplate(new Dictionary<string, string>()).Script;
        Assert.Equal(shared.Skip(1), script.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Push_OfADetachedHead_ShipsTheCommitAndReportsItsId()
    {
        var checkout = Team.CheckOutShallow("refs/heads/main", "refs/pipelines/41");

        var (run, report) = await RunAsync(
            checkout, [], Pipeline(Team.MainSha, ("CI_PIPELINE_SOURCE", "push"), ("CI_COMMIT_BRANCH", "main")));

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.Equal(new Dictionary<string, string> { ["GIMLET_ARTIFACT_ID"] = run.ArtifactId }, report);
        var artifact = await AssertShippedAsync(
            run.ArtifactId, Team.MainSha, "Jane Doe <jane@example.com>", "Sell more", "push");
        Assert.Equal("main", (string?)artifact["version"]!["branch"]);
        var context = artifact["context"]!;
        Assert.Equal(("team/shop", "team"), ((string?)context["REPO"], (string?)context["OWNER"]));
        Assert.Equal("team/shop", (string?)context["CI_PROJECT_PATH"]);
        Assert.Null(context["CI_JOB_TOKEN"]);
        Assert.Null(context["CI_REPOSITORY_URL"]);
        Assert.Contains("CI_JOB_TOKEN, CI_REPOSITORY_URL", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MergeRequestFromAFork_ShipsItsHead()
    {
        var (run, _) = await RunAsync(
            Team.CheckOutShallow(Head, "refs/pipelines/41"), [], MergeRequest(Team.HeadSha));

        var artifact = await AssertPullRequestShippedAsync(run);
        Assert.Equal("https://gitlab.com/team/shop/-/merge_requests/7", (string?)artifact["version"]!["url"]);
    }

    [Fact]
    public async Task MergedResults_ShipTheHeadInsteadOfTheMerge()
    {
        var variables = MergeRequest(Team.MergeSha);
        variables["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = Team.HeadSha;

        var (run, _) = await RunAsync(Team.CheckOutShallow(Merge, "refs/pipelines/41"), [], variables);

        await AssertPullRequestShippedAsync(run);
    }

    [Fact]
    public async Task Tag_ShipsTheTag()
    {
        var tag = $"refs/tags/{TeamRepository.Tag}";

        var (run, _) = await RunAsync(Team.CheckOutShallow(tag, tag), [], Pipeline(
            Team.MainSha, ("CI_PIPELINE_SOURCE", "push"), ("CI_COMMIT_TAG", TeamRepository.Tag)));

        Assert.True(run.ExitCode == 0, run.Log);
        var artifact = await AssertShippedAsync(
            run.ArtifactId, Team.MainSha, "Jane Doe <jane@example.com>", "Sell more", "tag");
        Assert.Equal(TeamRepository.Tag, (string?)artifact["version"]!["tag"]);
    }

    [Fact]
    public async Task Deploy_Succeeding_EndsWith0AndReportsBothIds()
    {
        var (run, report) = await DeployAsync("staging");

        AssertDeployed(run);
        Assert.Equal((run.ArtifactId, run.ReleaseId), (report["GIMLET_ARTIFACT_ID"], report["GIMLET_RELEASE_ID"]));
    }

    [Fact]
    public async Task Deploy_Failing_EndsWith1AndReportsBothIds()
    {
        var (run, report) = await DeployAsync("broken");

        AssertDeployFailed(run);
        Assert.Equal((run.ArtifactId, run.ReleaseId), (report["GIMLET_ARTIFACT_ID"], report["GIMLET_RELEASE_ID"]));
    }

    private static Task<(StepRun Run, IReadOnlyDictionary<string, string> Report)> RunAsync(
        string checkout, Dictionary<string, string> inputs, Dictionary<string, string> variables) =>
        new GitLabTemplate(inputs).RunAsync(checkout, variables, TestContext.Current.CancellationToken);

    private Task<(StepRun Run, IReadOnlyDictionary<string, string> Report)> DeployAsync(string env) => RunAsync(
        Team.CheckOutShallow("refs/heads/main", "refs/pipelines/41"),
        new() { ["deploy"] = "true", ["env"] = env, ["app"] = "demo-app" },
        Pipeline(Team.MainSha, ("CI_PIPELINE_SOURCE", "push"), ("CI_COMMIT_BRANCH", "main")));

    private Dictionary<string, string> MergeRequest(string sha) => Pipeline(
        sha, ("CI_PIPELINE_SOURCE", "merge_request_event"), ("CI_MERGE_REQUEST_IID", "7"),
        ("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "sell-less"), ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ("CI_MERGE_REQUEST_PROJECT_URL", "https://gitlab.com/team/shop"));

    private Dictionary<string, string> Pipeline(string sha, params (string, string)[] more) => Variables([
        ("GITLAB_CI", "true"), ("CI_COMMIT_SHA", sha), ("CI_PROJECT_PATH", "team/shop"),
        ("CI_PROJECT_NAMESPACE", "team"), ("CI_PROJECT_URL", "https://gitlab.com/team/shop"),
        ("CI_PIPELINE_ID", "41"), ("GITLAB_USER_LOGIN", "jane"),
        ("CI_JOB_URL", "https://gitlab.com/team/shop/-/jobs/5"), ("CI_JOB_TOKEN", "hush"),
        ("CI_REPOSITORY_URL", "https://gitlab-ci-token:hush@gitlab.com/team/shop.git"), .. more]);
}
