using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>An installation that the tests of a class break, each in turn, and that heals after each.</summary>
public abstract class FaultyInstallation(GimletForm form) : IAsyncLifetime
{
    private Installation? _installation;

    public Installation Gimlet => _installation ?? throw new InvalidOperationException("Require() comes first.");

    public GitopsBranch Branch => new(Gimlet.RemotePath);

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
        if (form == GimletForm.Standalone || (RabbitMqServer.Installed && PostgresServer.Installed))
        {
            _installation = await Installation.StartAsync(
                form, new Dictionary<string, string?>(), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_installation is not null)
        {
            await _installation.DisposeAsync();
        }
    }
}

public sealed class FaultyDistributed() : FaultyInstallation(GimletForm.Distributed);

public sealed class FaultyStandalone() : FaultyInstallation(GimletForm.Standalone);
