using Gimlet.Cli.Tests.Scripts;
using Gimlet.Testing.Installations;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>What a CI shows where Gimlet did its part and Flux could not do its own.</summary>
public sealed class FailingFluxTests(ShipServer server) : IntegrationSuite(server)
{
    private const string WebhookKey = "ship-webhook-key";

    [Fact]
    public async Task Deploy_HealthCheckFails_EndsWith1AndTellsFluxsMessageInLogAndSummary()
    {
        var ended = TestContext.Current.CancellationToken;
        await using var gimlet = await Installation.StartAsync(
            GimletForm.Standalone, new Dictionary<string, string?> { ["FLUX_WEBHOOK_KEY"] = WebhookKey }, ended);
        await using var flux = new FluxStandIn(gimlet, WebhookKey, "HealthCheckFailed", "timeout waiting for demo-app");
        var runner = new GitHubRunner(Machine);

        var run = await runner.RunAsync(
            Team.CheckOutShallow("refs/heads/main", "refs/remotes/origin/main"),
            new Dictionary<string, string> { ["deploy"] = "true", ["env"] = "staging", ["app"] = "demo-app" },
            new Dictionary<string, string>(),
            Variables(
                ("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "team/shop"), ("GITHUB_SHA", Team.MainSha),
                ("GITHUB_REF", "refs/heads/main"), ("GIMLET_SERVER", gimlet.Address.ToString())),
            ended);

        Assert.True(run.ExitCode == 1, run.Log);
        Assert.Matches(
            "\t❗ demo-app -> staging, gitops hash: [0-9a-f]{40}, status: HealthCheckFailed, "
                + "timeout waiting for demo-app\n$",
            run.Output);
        Assert.Contains(
            "| demo-app | staging | ❌ HealthCheckFailed: timeout waiting for demo-app |", runner.Summary,
            StringComparison.Ordinal);
        Assert.Equal((run.ArtifactId, run.ReleaseId), (runner.Outputs["artifact-id"], runner.Outputs["release-id"]));
    }
}
