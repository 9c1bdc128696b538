using Gimlet.Cli.Tests.Ship;

namespace Gimlet.Cli.Tests.Integrations;

public sealed class JenkinsfileTests(ShipServer server) : IntegrationSuite(server)
{
    [Fact]
    public async Task Ship_PullRequest_ShipsIt()
    {
        var run = await RunAsync("Ship", Team.CheckOutPullRequest(), Team.HeadSha, [
            ("BRANCH_NAME", "PR-7"), ("CHANGE_ID", "7"), ("CHANGE_BRANCH", "sell-less"), ("CHANGE_TARGET", "main"),
            ("CHANGE_URL", "https://github.com/team/shop/pull/7")]);

        var artifact = await AssertPullRequestShippedAsync(run);
        Assert.Equal(Team.HeadSha, (string?)artifact["context"]!["GIT_COMMIT"]);
        Assert.Null(artifact["context"]!["GIT_PSW"]);
    }

    [Fact]
    public async Task Ship_Tag_ShipsIt()
    {
        var tag = $"refs/tags/{TeamRepository.Tag}";

        var run = await RunAsync("Ship", Team.CheckOutShallow(tag, tag), Team.MainSha, [
            ("BRANCH_NAME", TeamRepository.Tag), ("TAG_NAME", TeamRepository.Tag)]);

        Assert.True(run.ExitCode == 0, run.Log);
        await AssertShippedAsync(run.ArtifactId, Team.MainSha, "Jane Doe <jane@example.com>", "Sell more", "tag");
    }

    [Fact]
    public async Task DeployToStaging_Main_EndsWith0()
    {
        var run = await RunAsync(
            "Deploy to staging",
            Team.CheckOutShallow("refs/heads/main", "refs/remotes/origin/main"),
            Team.MainSha,
            [("BRANCH_NAME", "main")]);

        AssertDeployed(run);
    }

    [Fact]
    public async Task DeployToStaging_Failing_EndsWith1()
    {
        var run = await RunAsync(
            "Deploy to staging",
            Team.CheckOutShallow("refs/heads/main", "refs/remotes/origin/main"),
            Team.MainSha,
            [("BRANCH_NAME", "main")],
            [("staging", "broken")]);

        AssertDeployFailed(run);
    }

    private Task<StepRun> RunAsync(
        string stage,
        string checkout,
        string sha,
        (string, string)[] more,
        (string Of, string By)[]? replaced = null) =>
        JenkinsPipeline.RunStageAsync(
            stage,
            checkout,
            replaced ?? [],
            Variables([
                ("JENKINS_URL", "https://jenkins.example.com/"), ("GIT_URL", "https://github.com/team/shop.git"),
                ("GIT_COMMIT", sha), ("GIT_PSW", "hush"), ("JOB_NAME", "shop/main"),
                ("BUILD_URL", "https://jenkins.example.com/job/shop/99/"), .. more]),
            TestContext.Current.CancellationToken);
}
