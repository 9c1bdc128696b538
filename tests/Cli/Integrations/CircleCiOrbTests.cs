using Gimlet.Cli.Tests.Ship;

namespace Gimlet.Cli.Tests.Integrations;

public sealed class CircleCiOrbTests(ShipServer server) : IntegrationSuite(server)
{
    private const string Job = "gimlet-artifact-push";

    [Fact]
    public async Task Push_ShipsTheCommit()
    {
        var run = await RunAsync(Team.CheckOutBranch("main"), [], Pipeline(Team.MainSha, ("CIRCLE_BRANCH", "main")));

        Assert.True(run.ExitCode == 0, run.Log);
        var artifact = await AssertShippedAsync(
            run.ArtifactId, Team.MainSha, "Jane Doe <jane@example.com>", "Sell more", "push");
        var version = artifact["version"]!;
        Assert.Equal(("team/shop", "main"), ((string?)version["repositoryName"], (string?)version["branch"]));
        var context = artifact["context"]!;
        Assert.Equal(("shop", "team"), ((string?)context["REPO"], (string?)context["OWNER"]));
        Assert.Equal(("main", "jane"), ((string?)context["BRANCH"], (string?)context["ACTOR"]));
        Assert.Equal(("push", "ship"), ((string?)context["EVENT"], (string?)context["JOB"]));
        Assert.Equal(Team.MainSha, (string?)context["CIRCLE_SHA1"]);
        Assert.Null(context["CIRCLE_OIDC_TOKEN"]);
    }

    [Fact]
    public async Task PullRequestFromAFork_ShipsItsHead()
    {
        var branch = $"pull/{TeamRepository.PullRequest}";

        var run = await RunAsync(Team.CheckOutPullRequest(), [], Pipeline(
            Team.HeadSha, ("CIRCLE_BRANCH", branch), ("CIRCLE_PR_USERNAME", "fred"),
            ("CIRCLE_PULL_REQUEST", "https://github.com/team/shop/pull/7")));

        Assert.True(run.ExitCode == 0, run.Log);
        var artifact = await AssertShippedAsync(
            run.ArtifactId, Team.HeadSha, "Fred Fork <fred@example.org>", "Sell less", "pr");
        var version = artifact["version"]!;
        Assert.Equal((branch, branch), ((string?)version["branch"], (string?)version["sourceBranch"]));
        Assert.Equal("https://github.com/team/shop/pull/7", (string?)version["url"]);
    }

    [Fact]
    public async Task Tag_OfADetachedHead_ShipsTheTag()
    {
        var tag = $"refs/tags/{TeamRepository.Tag}";

        var run = await RunAsync(
            Team.CheckOutShallow(tag, tag), [], Pipeline(Team.MainSha, ("CIRCLE_TAG", TeamRepository.Tag)));

        Assert.True(run.ExitCode == 0, run.Log);
        var artifact = await AssertShippedAsync(
            run.ArtifactId, Team.MainSha, "Jane Doe <jane@example.com>", "Sell more", "tag");
        Assert.Equal(TeamRepository.Tag, (string?)artifact["version"]!["tag"]);
    }

    [Fact]
    public async Task Deploy_Succeeding_EndsWith0()
    {
        var run = await RunAsync(
            Team.CheckOutBranch("main"),
            new() { ["deploy"] = "true", ["env"] = "staging", ["app"] = "demo-app" },
            Pipeline(Team.MainSha, ("CIRCLE_BRANCH", "main")));

        AssertDeployed(run);
    }

    [Fact]
    public async Task Deploy_Failing_EndsWith1()
    {
        var run = await RunAsync(
            Team.CheckOutBranch("main"),
            new() { ["deploy"] = "true", ["env"] = "broken", ["app"] = "demo-app" },
            Pipeline(Team.MainSha, ("CIRCLE_BRANCH", "main")));

        AssertDeployFailed(run);
    }

    private Dictionary<string, string> Pipeline(string sha, params (string, string)[] more) => Variables([
        ("CIRCLECI", "true"), ("CIRCLE_SHA1", sha), ("CIRCLE_PROJECT_USERNAME", "team"),
        ("CIRCLE_PROJECT_REPONAME", "shop"), ("CIRCLE_REPOSITORY_URL", "git@github.com:team/shop.git"),
        ("CIRCLE_USERNAME", "jane"), ("CIRCLE_JOB", "ship"), ("CIRCLE_OIDC_TOKEN", "hush"),
        ("CIRCLE_BUILD_URL", "https://circleci.com/gh/team/shop/99"), .. more]);

    private static Task<StepRun> RunAsync(
        string checkout, Dictionary<string, string> parameters, Dictionary<string, string> variables) =>
        CircleCiOrb.RunJobAsync(Job, checkout, parameters, variables, TestContext.Current.CancellationToken);
}
