using Gimlet.Testing.Installations;
using Gimlet.Testing.Kubernetes;
using Gimlet.Testing.Servers;

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
        var settings = new Dictionary<string, string?>
        {
            ["FLUX_WEBHOOK_KEY"] = WebhookKey,
            ["FLUX_SOURCE"] = "kubernetes",
            ["KUBECONFIG"] = Cluster.WriteKubeconfig(_folder.FullName),
            ["RENDER_TIMEOUT"] = "00:00:03",
        };
        Gimlet = await Installation.StartAsync(form, settings, CancellationToken.None);
        Client = new GimletClient(Gimlet.Address, Installation.AdminToken);
        Webhook = new FluxWebhook(Gimlet.Address, WebhookKey);
        Branch = new GitopsBranch(Gimlet.RemotePath);
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

        _folder.Delete(recursive: true);
    }
}
