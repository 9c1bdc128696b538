using Gimlet.Testing.Installations;
using Gimlet.Testing.Kubernetes;
using Gimlet.Testing.Servers;
using Gimlet.Testing.Telemetry;

namespace Gimlet.Acceptance.Tests.Installations;

/// <summary>One installation for all suites of a form: tests keep apart by environments of their own.</summary>
public abstract class InstallationFixture(GimletForm form) : IAsyncLifetime
{
    public const string WebhookKey = "acceptance-webhook-key";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gimlet-acceptance-");

    public Installation Gimlet { get; private set; } = null!;

    /// <summary>The admin's client.</summary>
    public GimletClient Client { get; private set; } = null!;

    /// <summary>What Gimlet pushed.</summary>
    public GitopsBranch Branch { get; private set; } = null!;

    public FluxWebhook Webhook { get; private set; } = null!;

    /// <summary>The cluster that the flux-watcher watches.</summary>
    public KubernetesTestCluster Cluster { get; private set; } = null!;

    /// <summary>Flux in that cluster, with a source that is the gitops repository.</summary>
    public FluxController Flux { get; private set; } = null!;

    /// <summary>Where the processes send their traces.</summary>
    public TraceReceiver Traces { get; private set; } = null!;

    public void Require()
    {
        if (form == GimletForm.Distributed)
        {
            Requires.That(RabbitMqServer.Installed, "needs rabbitmq-server");
            Requires.That(PostgresServer.Installed, "needs PostgreSQL");
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (form == GimletForm.Distributed && !(RabbitMqServer.Installed && PostgresServer.Installed))
        {
            return;
        }

        Cluster = await KubernetesTestCluster.StartAsync();
        Traces = await TraceReceiver.StartAsync();
        var settings = new Dictionary<string, string?>(Traces.Settings)
        {
            ["FLUX_WEBHOOK_KEY"] = WebhookKey,
            ["FLUX_SOURCE"] = "kubernetes",
            ["KUBECONFIG"] = Cluster.WriteKubeconfig(_folder.FullName),
            ["RENDER_TIMEOUT"] = "00:00:03",

            // Messages must do by themselves what a resync would do soon after.
            ["RESYNC_INTERVAL"] = "00:10:00",
        };
        Gimlet = await Installation.StartAsync(form, settings, CancellationToken.None);
        Client = new GimletClient(Gimlet.Address, Installation.AdminToken);
        Webhook = new FluxWebhook(Gimlet.Address, WebhookKey);
        Branch = new GitopsBranch(Gimlet.RemotePath);
        Branch.Begin();
        Flux = new FluxController(Cluster, "flux-system", "gitops");
        Flux.CreateSource($"file://{Gimlet.RemotePath}", "main");
        await ReleaseOnceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client?.Dispose();
        Webhook?.Dispose();
        if (Gimlet is not null)
        {
            await Gimlet.DisposeAsync();
        }

        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }

        if (Traces is not null)
        {
            await Traces.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    // While services find each other and the bus, resyncs come more often than they are set to.
    private async Task ReleaseOnceAsync()
    {
        var manifest = Artifacts.Manifest("warm-up", "warm-up");
        var artifact = Artifacts.Create(manifest.WithPolicy(new() { ["branch"] = "main", ["event"] = "push" }));
        var id = await Client.ShipAsync(artifact, CancellationToken.None);
        await Eventually.HoldsAsync(
            async () => (string)(await Client.TrackArtifactAsync(id, CancellationToken.None))["status"]! == "processed",
            "the first release");
    }
}
