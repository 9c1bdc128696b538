using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Cli.Tests.Scripts;

/// <summary>CI scripts in the manner of those published for the original command line.</summary>
public sealed partial class ScriptTests : IDisposable
{
    private const string WebhookKey = "cli-webhook-key";
    private const string Timeout = "2m";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task GitHub_PushWithDeploy_PrintsTheLinesAndEnds0()
    {
        await using var gimlet = await StartAsync();
        await using var flux = new FluxStandIn(gimlet, WebhookKey, "ReconciliationSucceeded", "Applied");

        var (result, artifact) = await RunAsync(gimlet, "github.sh", GitHubVariables());

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            """
            Shipped artifact ID is: ARTIFACT
            👉 Request (ARTIFACT) is processed
            	📖 shop -> staging, gitops hash HASH, status is ReconciliationSucceeded
            Deploying..
            Deployment ID is: RELEASE
            👉 Request (RELEASE) is processed
            	📖 shop -> production, gitops hash HASH, status is ReconciliationSucceeded

            """,
            LastStates(result.Output));
        var context = artifact["context"]!;
        Assert.Equal("Build and test", (string?)context["GITHUB_WORKFLOW"]);
        Assert.Equal("main", (string?)context["GITHUB_BASE"]);
        Assert.Equal("https://github.com/runs/7?check=1", (string?)artifact["items"]![0]!["url"]);
        Assert.Equal("two words", (string?)artifact["vars"]!["GREETING"]);
        Assert.Equal("Sell \"more\"\n\n--output=/dev/full $HOME", (string?)artifact["version"]!["message"]);
    }

    [Fact]
    public async Task GitHub_FailingDeploy_Ends1()
    {
        await using var gimlet = await StartAsync();
        await using var flux = new FluxStandIn(gimlet, WebhookKey, "BuildFailed", "kustomize build failed");

        var (result, _) = await RunAsync(gimlet, "github.sh", GitHubVariables());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("status: BuildFailed, kustomize build failed", result.Output);
        Assert.DoesNotContain("Deploying..", result.Output);
        Assert.Equal("❌ shop -> staging failed: BuildFailed, kustomize build failed", result.OneError);
    }

    [Fact]
    public async Task GitLab_PushWithDeploy_PrintsTheLinesAndEnds0()
    {
        await using var gimlet = await StartAsync();
        await using var flux = new FluxStandIn(gimlet, WebhookKey, "ReconciliationSucceeded", "Applied");

        var (result, artifact) = await RunAsync(gimlet, "gitlab.sh", new()
        {
            ["CI_PROJECT_PATH"] = "team/shop",
            ["CI_COMMIT_BRANCH"] = "main",
            ["CI_COMMIT_MESSAGE"] = "Fix the -f flag",
            ["CI_COMMIT_TITLE"] = "Fix",
            ["ENV"] = "production",
            ["APP"] = "shop",
        });

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("👉 Request (", result.Output);
        Assert.EndsWith("status is ReconciliationSucceeded\n", result.Output);
        Assert.Equal("Fix the -f flag", (string?)artifact["context"]!["CI_COMMIT_MESSAGE"]);
        Assert.Equal("Fix", (string?)artifact["context"]!["CI_COMMIT_TITLE"]);
    }

    private static Task<Installation> StartAsync()
    {
        Requires.That(File.Exists("/usr/bin/jq"), "needs jq");
        return Installation.StartAsync(
            GimletForm.Standalone, new Dictionary<string, string?> { ["FLUX_WEBHOOK_KEY"] = WebhookKey }, Ended);
    }

    private static Dictionary<string, string> GitHubVariables() => new()
    {
        ["GITHUB_REPOSITORY"] = "team/shop",
        ["GITHUB_REF"] = "refs/heads/main",
        ["GITHUB_HEAD_REF"] = "",
        ["GITHUB_BASE"] = "main",
        ["GITHUB_RUN_ID"] = "7",
        ["GITHUB_WORKFLOW"] = "Build and test",
        ["INPUT_DEPLOY"] = "true",
        ["INPUT_ENV"] = "production",
        ["INPUT_APP"] = "shop",
        ["INPUT_TIMEOUT"] = Timeout,
    };

    private async Task<(GimletCommand.Result Result, JsonNode Artifact)> RunAsync(
        Installation gimlet, string script, Dictionary<string, string> variables)
    {
        var sha = CreateClone();
        var start = ProgramsOnPath.Start("bash", Path.Combine(AppContext.BaseDirectory, "Scripts", script));
        start.WorkingDirectory = _folder.Path;
        start.Environment["GIMLET_SERVER"] = gimlet.Address.ToString();
        start.Environment["GIMLET_TOKEN"] = Installation.AdminToken;
        start.Environment["GITHUB_SHA"] = sha;
        start.Environment["CI_COMMIT_SHA"] = sha;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var command = GimletCommand.Start(start);
        var result = await command.EndAsync();
        return (result, JsonNode.Parse(await File.ReadAllTextAsync(_folder.File("artifact.json"), Ended))!);
    }

    private string CreateClone()
    {
        _folder.Write(".gimlet/vars", "# Of every environment.\nGREETING=\"two words\"\n");
        _folder.Write(".gimlet/staging.yaml", Manifest("staging", "deploy: {event: push, branch: main}"));
        _folder.Write(".gimlet/production.yaml", Manifest("production", ""));
        GitCommand.Run(_folder.Path, "init", "-q", "-b", "main");
        GitCommand.Run(_folder.Path, "add", ".");
        GitCommand.Run(_folder.Path, "commit", "-q", "-m", "Sell \"more\"\n\n--output=/dev/full $HOME");
        return GitCommand.Run(_folder.Path, "rev-parse", "HEAD");
    }

    private static string Manifest(string env, string policy) => $"""
        app: shop
        env: {env}
        {policy}
        manifests: |
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          data:
            branch: "{"{{ .BRANCH }}"}"
        """;

    /// <summary>The output without ids, and of each request only the last block: their number is a race.</summary>
    private static string LastStates(string output)
    {
        var text = Block().Replace(output, "$2");
        text = Hash().Replace(text, "hash HASH");
        text = text.Replace(ArtifactId().Match(output).Groups[1].Value, "ARTIFACT", StringComparison.Ordinal);
        return text.Replace(ReleaseId().Match(output).Groups[1].Value, "RELEASE", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"(👉 Request \((?<id>[^)]*)\)[^\n]*\n(?:\t[^\n]*\n)+)+(👉 Request \(\k<id>\)[^\n]*\n(?:\t[^\n]*\n)+)")]
    private static partial Regex Block();

    [GeneratedRegex("hash [0-9a-f]{40}")]
    private static partial Regex Hash();

    [GeneratedRegex("artifact ID is: (.*)")]
    private static partial Regex ArtifactId();

    [GeneratedRegex("Deployment ID is: (.*)")]
    private static partial Regex ReleaseId();
}
