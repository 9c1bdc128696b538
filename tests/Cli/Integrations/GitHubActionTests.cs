using System.Text.Json.Nodes;
using Gimlet.Cli.Tests.Ship;
using Gimlet.Testing.Git;

namespace Gimlet.Cli.Tests.Integrations;

public sealed class GitHubActionTests : IntegrationSuite
{
    private const string Main = "refs/remotes/origin/main";
    private static readonly string Merge = $"refs/pull/{TeamRepository.PullRequest}/merge";

    private static readonly Dictionary<string, string> GitHub = new()
    {
        ["server_url"] = "https://github.com",
        ["action_repository"] = "example/gimlet",
        ["action_ref"] = "v1",
    };

    private readonly GitHubRunner _runner;

    public GitHubActionTests(ShipServer server)
        : base(server) => _runner = new GitHubRunner(Machine);

    [Fact]
    public async Task Push_OfADepth1Clone_ShipsTheCommit()
    {
        var checkout = Team.CheckOutShallow("refs/heads/main", Main);

        var run = await RunAsync(checkout, [], Workflow("push", "refs/heads/main", Team.MainSha));

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.Equal(run.ArtifactId, _runner.Outputs["artifact-id"]);
        Assert.Equal("", _runner.Outputs["release-id"]);
        var artifact = await AssertShippedAsync(
            run.ArtifactId, Team.MainSha, "Jane Doe <jane@example.com>", "Sell more\n\nMuch more", "push");
        Assert.Equal("main", (string?)artifact["version"]!["branch"]);
        Assert.Equal($"https://github.com/team/shop/commit/{Team.MainSha}", (string?)artifact["version"]!["url"]);
        AssertContext(artifact, ("REPO", "team/shop"), ("OWNER", "team"), ("BRANCH", "main"), ("TAG", ""),
            ("ACTOR", "jane"), ("EVENT", "push"), ("JOB", "build"), ("GITHUB_SHA", Team.MainSha),
            ("GITHUB_BRANCH", "main"), ("GITHUB_WORKFLOW", "Build it"));
        var item = Assert.Single(artifact["items"]!.AsArray());
        Assert.Equal("https://github.com/team/shop/actions/runs/99", (string?)item!["url"]);
    }

    [Fact]
    public async Task Token_InTheVariables_IsLeftOutAndNamed()
    {
        var checkout = Team.CheckOutShallow("refs/heads/main", Main);
        var workflow = Workflow("push", "refs/heads/main", Team.MainSha);
        workflow["GITHUB_TOKEN"] = "hush";

        var run = await RunAsync(checkout, [], workflow);

        Assert.Contains("secrets: GITHUB_TOKEN, REGISTRY_PASSWORD", run.Errors, StringComparison.Ordinal);
        var artifact = await ArtifactAsync(run.ArtifactId);
        Assert.DoesNotContain("hush", artifact.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ShipServer.Token, artifact.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PullRequestFromAFork_ShipsTheHeadInsteadOfTheMerge(bool shallow)
    {
        var checkout = Team.CheckOutShallow(Merge, "refs/remotes/pull/7/merge");
        if (!shallow)
        {
            GitCommand.Run(checkout, "fetch", "-q", "--unshallow", "origin", Merge);
        }

        var run = await RunAsync(checkout, [], PullRequest());

        var artifact = await AssertPullRequestShippedAsync(run);
        Assert.Equal("https://github.com/team/shop/pull/7", (string?)artifact["version"]!["url"]);
        AssertContext(artifact, ("EVENT", "pull_request"), ("GITHUB_SHA", Team.MergeSha));
    }

    [Fact]
    public async Task PullRequest_HeadOutOfReach_ShipsWithAWarning()
    {
        var checkout = Team.CheckOutShallow(Merge, "refs/remotes/pull/7/merge");
        Directory.Move(Team.Remote, $"{Team.Remote}.away");

        var run = await RunAsync(checkout, [], PullRequest());

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.Contains($"{Team.HeadSha} is not in this checkout", run.Errors, StringComparison.Ordinal);
        await AssertShippedAsync(
            run.ArtifactId, Team.HeadSha, "Foreign <foreign@example.com>", $"Merge {Team.HeadSha}", "pr");
    }

    [Fact]
    public async Task Tag_WithAPolicy_WaitsForWhatItTriggers()
    {
        var tag = $"refs/tags/{TeamRepository.Tag}";
        var checkout = Team.CheckOutShallow(tag, tag);

        var run = await RunAsync(checkout, new() { ["wait"] = "true" }, Workflow("push", tag, Team.MainSha));

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.Contains("📖 demo-app -> production, gitops hash", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("status is ReconciliationSucceeded\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Deploying", run.Output, StringComparison.Ordinal);
        var artifact = await AssertShippedAsync(
            run.ArtifactId, Team.MainSha, "Jane Doe <jane@example.com>", "Sell more", "tag");
        Assert.Equal(TeamRepository.Tag, (string?)artifact["version"]!["tag"]);
        Assert.Null(artifact["version"]!["branch"]);
        AssertContext(artifact, ("TAG", TeamRepository.Tag), ("BRANCH", ""));
        Assert.Contains(
            "| demo-app | production | ✅ ReconciliationSucceeded |", _runner.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_UpperCaseInputs_EndsWith0AndASummary()
    {
        var checkout = Team.CheckOutShallow("refs/heads/main", Main);
        var with = new Dictionary<string, string> { ["DEPLOY"] = "true", ["ENV"] = "staging", ["APP"] = "demo-app" };

        var run = await RunAsync(checkout, with, Workflow("push", "refs/heads/main", Team.MainSha));

        AssertDeployed(run);
        Assert.Equal((run.ArtifactId, run.ReleaseId), (_runner.Outputs["artifact-id"], _runner.Outputs["release-id"]));
        var hash = (string)(await ReleaseAsync(run.ReleaseId))["results"]![0]!["hash"]!;
        Assert.Contains(
            $"| demo-app | staging | ✅ ReconciliationSucceeded | {hash} |", _runner.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_Failing_EndsWith1AndASummary()
    {
        var checkout = Team.CheckOutShallow("refs/heads/main", Main);
        var with = new Dictionary<string, string> { ["deploy"] = "true", ["env"] = "broken", ["app"] = "demo-app" };

        var run = await RunAsync(checkout, with, Workflow("push", "refs/heads/main", Team.MainSha));

        AssertDeployFailed(run);
        Assert.Equal(run.ReleaseId, _runner.Outputs["release-id"]);
        Assert.Contains("| demo-app | broken | ❌ failure: ", _runner.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_BecomeItems()
    {
        var checkout = Team.CheckOutShallow("refs/heads/main", Main);
        var with = new Dictionary<string, string>
        {
            ["fields"] = "image=registry.example.com/shop:1?a=b; report=https://example.com/$(whoami)'\"\nlast=1",
        };

        var run = await RunAsync(checkout, with, Workflow("push", "refs/heads/main", Team.MainSha));

        var items = (await ArtifactAsync(run.ArtifactId))["items"]!.AsArray();
        Assert.Equal(
            ["CI", "image", "report", "last"], items.Select(item => (string?)item!["name"]));
        Assert.Equal(
            ["registry.example.com/shop:1?a=b", "https://example.com/$(whoami)'\"", "1"],
            items.Skip(1).Select(item => (string?)item!["url"]));
    }

    [Fact]
    public async Task Debug_PrintsTheArtifactAndShipsNothing()
    {
        var checkout = Team.CheckOutShallow("refs/heads/main", Main);
        var workflow = Workflow("push", "refs/heads/main", Team.MainSha);
        workflow.Remove("GIMLET_SERVER");

        var run = await RunAsync(checkout, new() { ["debug"] = "true" }, workflow);

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.Equal(Team.MainSha, (string?)JsonNode.Parse(run.Output)!["version"]!["sha"]);
        Assert.Equal("", _runner.Outputs["artifact-id"]);
    }

    [Theory]
    [InlineData("deploy", "true", "--env")]
    [InlineData("timeout", "soon", "soon")]
    [InlineData("fields", "no-value", "no-value")]
    [InlineData("wait", "perhaps", "perhaps")]
    public async Task Input_Wrong_EndsWith2AndNamesIt(string input, string value, string named)
    {
        var checkout = Team.CheckOutShallow("refs/heads/main", Main);

        var run = await RunAsync(
            checkout, new() { [input] = value }, Workflow("push", "refs/heads/main", Team.MainSha));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Errors, StringComparison.Ordinal);
    }

    private static void AssertContext(JsonObject artifact, params (string Name, string Value)[] variables) =>
        Assert.All(
            variables, variable => Assert.Equal(variable.Value, (string?)artifact["context"]![variable.Name]));

    private Dictionary<string, string> Workflow(string trigger, string reference, string sha) => Variables(
        ("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", trigger), ("GITHUB_REF", reference), ("GITHUB_SHA", sha),
        ("GITHUB_REPOSITORY", "team/shop"), ("GITHUB_REPOSITORY_OWNER", "team"), ("GITHUB_ACTOR", "jane"),
        ("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_RUN_ID", "99"), ("GITHUB_JOB", "build"),
        ("GITHUB_WORKFLOW", "Build it"), ("GITHUB_HEAD_REF", ""), ("GITHUB_BASE_REF", ""));

    private Dictionary<string, string> PullRequest()
    {
        var payload = new JsonObject
        {
            ["action"] = "synchronize",
            ["number"] = TeamRepository.PullRequest,
            ["pull_request"] = new JsonObject
            {
                ["number"] = TeamRepository.PullRequest,
                ["head"] = new JsonObject
                {
                    ["ref"] = "sell-less",
                    ["sha"] = Team.HeadSha,
                    ["repo"] = new JsonObject { ["full_name"] = "fred/shop", ["fork"] = true },
                },
                ["base"] = new JsonObject { ["ref"] = "main" },
            },
        };
        var path = Path.Combine(Machine, "event.json");
        File.WriteAllText(path, payload.ToJsonString());
        var workflow = Workflow("pull_request", Merge, Team.MergeSha);
        workflow["GITHUB_HEAD_REF"] = "sell-less";
        workflow["GITHUB_BASE_REF"] = "main";
        workflow["GITHUB_EVENT_PATH"] = path;
        return workflow;
    }

    private Task<StepRun> RunAsync(
        string checkout, Dictionary<string, string> with, Dictionary<string, string> variables) =>
        _runner.RunAsync(checkout, with, GitHub, variables, TestContext.Current.CancellationToken);
}
