using System.Text.Json.Nodes;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Cli.Tests.Releases;

/// <summary>A whole deploy by the command line, against a real Gimlet, with Flux telling by webhook.</summary>
public sealed class ReleaseWaitTests : IDisposable
{
    private const string WebhookKey = "cli-webhook-key";
    private static readonly string[] States =
        ["NotReconciled", "DependencyNotReady", "Progressing", "ReconciliationSucceeded"];

    private const string New = "👉 Request ({0}) is new\n\t⏳ The release is not processed yet...\n";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(GimletForm.Standalone)]
    [InlineData(GimletForm.Distributed)]
    public async Task Wait_GatewayKilledAndRestarted_PrintsEachStateOnceAndEnds0(GimletForm form)
    {
        await using var gimlet = await StartAsync(form);
        using var webhook = new FluxWebhook(gimlet.Address, WebhookKey);
        var id = await ReleaseAsync(gimlet);
        using var wait = Start(gimlet, "release", "track", id, "--wait", "--timeout", "5m");
        await wait.PrintsAsync("status is NotReconciled");
        var hash = await HashAsync(gimlet, id);
        await ReportAsync(webhook, hash, "DependencyNotReady", "dependency 'db' is not ready", failed: true);
        await wait.PrintsAsync("status is DependencyNotReady");

        var gateway = gimlet.Process(form == GimletForm.Standalone ? "Standalone" : "Gateway");
        await gateway.KillAsync();
        gateway.Start();
        await gimlet.WaitUntilReadyAsync(Ended);
        await ReportAsync(webhook, hash, "Progressing", "Reconciliation in progress", failed: false);
        await wait.PrintsAsync("status is Progressing");
        await ReportAsync(webhook, hash, "ReconciliationSucceeded", $"Applied revision: {hash}", failed: false);

        var result = await wait.EndAsync();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            string.Concat(States.Select(status =>
                $"👉 Request ({id}) is processed\n\t📖 shop -> staging, gitops hash {hash}, status is {status}\n")),
            result.Output.Replace(string.Format(null, New, id), "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wait_HealthCheckFailed_Ends1WithFluxsMessage()
    {
        const string message = "timeout waiting for: [ConfigMap/shop/shop status: 'InProgress']";
        await using var gimlet = await StartAsync(GimletForm.Standalone);
        using var webhook = new FluxWebhook(gimlet.Address, WebhookKey);
        var id = await ReleaseAsync(gimlet);
        using var wait = Start(gimlet, "release", "track", id, "--wait");
        await wait.PrintsAsync("status is NotReconciled");
        var hash = await HashAsync(gimlet, id);

        await ReportAsync(webhook, hash, "HealthCheckFailed", message, failed: true);

        var result = await wait.EndAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith(
            $"\t❗ shop -> staging, gitops hash: {hash}, status: HealthCheckFailed, {message}\n", result.Output);
        Assert.Equal($"❌ shop -> staging failed: HealthCheckFailed, {message}", result.OneError);
    }

    [Fact]
    public async Task Release_EveryCommand_WorksAgainstARealServer()
    {
        await using var gimlet = await StartAsync(GimletForm.Standalone);
        var id = await ReleaseAsync(gimlet);
        var hash = await HashAsync(gimlet, id);

        var artifacts = await RunAsync(gimlet, "artifact", "list", "--repo", "team/shop", "--event", "push");
        var releases = await RunAsync(gimlet, "release", "list", "--env", "staging", "-o", "json");
        var status = await RunAsync(gimlet, "release", "status", "--env", "staging", "--app", "shop");
        var rollback = await RunAsync(gimlet, "release", "rollback", "--env", "staging", "--app", "shop", "--to", hash);
        var unknown = await RunAsync(gimlet, "release", "make", "--env", "nowhere", "--artifact", "team/shop-none");
        var deleted = await RunAsync(gimlet, "release", "delete", "--env", "staging", "--app", "shop");
        var wrongToken = await GimletCommand.Start(gimlet.Address, "wrong", ["artifact", "list"]).EndAsync();

        Assert.Contains("shop -> staging", artifacts.Output);
        Assert.Equal(hash, (string?)JsonNode.Parse(releases.Output)![0]!["gitopsRef"]);
        Assert.Contains($"@{hash}", status.Output);
        Assert.Contains("Track it with: gimlet release track ", rollback.Error);
        Assert.Equal((1, ""), (unknown.ExitCode, unknown.Output));
        Assert.Matches(@"^❌ .*team/shop-none.* \(request [0-9a-f]{32}\)$", unknown.OneError);
        Assert.Equal("🙆 shop is deleted from staging", deleted.OneError);
        Assert.Equal(1, wrongToken.ExitCode);
        Assert.Contains("Set GIMLET_TOKEN or --token to a valid token.", wrongToken.OneError);
    }

    private static Task<Installation> StartAsync(GimletForm form)
    {
        if (form == GimletForm.Distributed)
        {
            Requires.That(RabbitMqServer.Installed, "needs rabbitmq-server");
            Requires.That(PostgresServer.Installed, "needs PostgreSQL");
        }

        var settings = new Dictionary<string, string?> { ["FLUX_WEBHOOK_KEY"] = WebhookKey };
        return Installation.StartAsync(form, settings, Ended);
    }

    private static GimletCommand Start(Installation gimlet, params string[] arguments) =>
        GimletCommand.Start(gimlet.Address, Installation.AdminToken, arguments);

    private static async Task<GimletCommand.Result> RunAsync(Installation gimlet, params string[] arguments)
    {
        using var command = Start(gimlet, arguments);
        return await command.EndAsync();
    }

    private static Task ReportAsync(FluxWebhook webhook, string hash, string reason, string message, bool failed) =>
        webhook.ReportAsync("staging", hash, reason, message, failed, Ended);

    private static async Task<string> HashAsync(Installation gimlet, string id)
    {
        using var client = new GimletClient(gimlet.Address, Installation.AdminToken);
        var status = await Eventually.GetAsync(
            async () =>
            {
                var now = await client.TrackReleaseAsync(id, Ended);
                return (string?)now["status"] == "processed" ? now : null;
            },
            "the release is written",
            cancellationToken: Ended);
        return (string)status["results"]![0]!["hash"]!;
    }

    /// <summary>Creates, fills and ships an artifact and asks for its release.</summary>
    private async Task<string> ReleaseAsync(Installation gimlet)
    {
        var artifact = _folder.File("artifact.json");
        var manifest = _folder.Write("staging.yaml", """
            app: shop
            env: staging
            manifests: |
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: shop
                namespace: shop
              data:
                branch: {{ .BRANCH }}
            """);
        await SucceedAsync(
            gimlet,
            "artifact", "create", "--repository", "team/shop", "--sha", "0123456789abcdef0123456789abcdef01234567",
            "--created", "2026-02-01T15:34:26+01:00", "--branch", "main", "--message", "Sell more", "--url", "",
            "--authorName", "Jane", "--authorEmail", "", "--committerName", "Jane", "--committerEmail", "",
            "-o", artifact);
        await SucceedAsync(gimlet, "artifact", "add", "-f", artifact, "--envFile", manifest, "--var", "BRANCH=main");
        var shipped = await SucceedAsync(gimlet, "artifact", "push", "-f", artifact, "--output", "json");
        var made = await SucceedAsync(
            gimlet, "release", "make", "--env", "staging", "--app", "shop", "-a", Id(shipped), "--output", "json");
        return Id(made);
    }

    private static async Task<string> SucceedAsync(Installation gimlet, params string[] arguments)
    {
        var result = await RunAsync(gimlet, arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output;
    }

    private static string Id(string json) => (string)JsonNode.Parse(json)!["id"]!;
}
