using System.Text.Json.Nodes;
using Gimlet.Cli.Tests.Ship;
using Gimlet.Testing.Git;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>CIs without an integration of their own call the command; so does a person at a terminal.</summary>
public sealed class OtherCiTests(ShipServer server) : IntegrationSuite(server)
{
    private static readonly string Merge = $"refs/pull/{TeamRepository.PullRequest}/merge";

    [Fact]
    public async Task BitbucketPullRequest_MergedInTheCheckout_ShipsItsHead()
    {
        var checkout = Team.CheckOutPullRequest();
        GitCommand.Run(checkout, "fetch", "-q", "origin", "main");
        GitCommand.Run(checkout, "merge", "-q", "--no-ff", "-m", "Merge main for the build", "FETCH_HEAD");

        var run = await RunAsync(checkout, Variables(
            ("BITBUCKET_BUILD_NUMBER", "99"), ("BITBUCKET_REPO_FULL_NAME", "team/shop"),
            ("BITBUCKET_WORKSPACE", "team"), ("BITBUCKET_COMMIT", Team.HeadSha[..12]),
            ("BITBUCKET_BRANCH", "sell-less"), ("BITBUCKET_PR_ID", "7"),
            ("BITBUCKET_PR_DESTINATION_BRANCH", "main"), ("BITBUCKET_STEP_OIDC_TOKEN", "hush")));

        var artifact = await AssertPullRequestShippedAsync(run);
        Assert.Equal("99", (string?)artifact["context"]!["BITBUCKET_BUILD_NUMBER"]);
    }

    [Fact]
    public async Task AzurePullRequest_OfADepth1Merge_ShipsItsHead()
    {
        var checkout = Team.CheckOutShallow(Merge, "refs/remotes/pull/7/merge");

        var run = await RunAsync(checkout, Variables(
            ("TF_BUILD", "True"), ("BUILD_REASON", "PullRequest"), ("BUILD_REPOSITORY_NAME", "team/shop"),
            ("BUILD_REPOSITORY_URI", "https://github.com/team/shop"), ("BUILD_SOURCEVERSION", Team.MergeSha),
            ("BUILD_SOURCEBRANCH", Merge), ("SYSTEM_PULLREQUEST_SOURCECOMMITID", Team.HeadSha),
            ("SYSTEM_PULLREQUEST_SOURCEBRANCH", "refs/heads/sell-less"),
            ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"), ("BUILD_BUILDID", "99"),
            ("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI", "https://dev.azure.com/team/"), ("SYSTEM_TEAMPROJECT", "shop")));

        var artifact = await AssertPullRequestShippedAsync(run);
        Assert.Equal("99", (string?)artifact["context"]!["BUILD_BUILDID"]);
    }

    [Fact]
    public async Task PlainGit_Branch_DeploysEveryAppOfTheEnvironment()
    {
        var checkout = Team.CheckOutBranch("main");

        var run = await RunAsync(checkout, Variables(), "--deploy", "--env", "staging");

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.EndsWith("status is ReconciliationSucceeded\n", run.Output, StringComparison.Ordinal);
        await AssertShippedAsync(run.ArtifactId, Team.MainSha, "Jane Doe <jane@example.com>", "Sell more", "push");
    }

    [Fact]
    public async Task Checkout_OfAnotherUser_IsTrustedInACiAndNowhereElse()
    {
        var checkout = Team.CheckOutShallow("refs/heads/main", "refs/remotes/origin/main");

        // Git's own switch for tests of this.
        var ofAnother = ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "true");
        var inCi = await RunAsync(
            checkout, Variables(ofAnother, ("CIRCLECI", "true"), ("CIRCLE_SHA1", Team.MainSha)), "--debug");
        var elsewhere = await RunAsync(checkout, Variables(ofAnother), "--debug");

        Assert.Equal(Team.MainSha, (string?)JsonNode.Parse(inCi.Output)!["version"]!["sha"]);
        Assert.Equal(1, elsewhere.ExitCode);
        Assert.Contains("dubious ownership", elsewhere.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_Broken_ShipsNothingAndNamesTheFile()
    {
        var checkout = Team.CheckOutBranch("main");
        await File.WriteAllTextAsync(
            Path.Combine(checkout, ".gimlet", "staging.yaml"),
            "app: demo-app\nenv: [\n",
            TestContext.Current.CancellationToken);

        var run = await RunAsync(checkout, Variables());

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(".gimlet/staging.yaml", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_Unknown_IsShippedAndEndsWith1()
    {
        var run = await RunAsync(Team.CheckOutBranch("main"), Variables(), "--deploy", "--env", "nowhere");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("shop-", run.ArtifactId, StringComparison.Ordinal);
        Assert.Contains("nowhere", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_TooShort_EndsWith1AndSaysHowToFollow()
    {
        var run = await RunAsync(
            Team.CheckOutBranch("main"), Variables(), "--deploy", "--env", "staging", "--timeout", "1ms");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"gimlet artifact track {run.ArtifactId} --wait", run.Errors, StringComparison.Ordinal);
    }

    private static Task<StepRun> RunAsync(
        string checkout, IReadOnlyDictionary<string, string> variables, params string[] options) => StepRun.RunAsync(
            "sh",
            ["-c", "gimlet ship \"$@\"", "sh", .. options],
            checkout,
            variables,
            TestContext.Current.CancellationToken);
}
