using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>An installation that tests break.</summary>
public abstract class FaultSuite(GimletForm form) : IAsyncLifetime
{
    public const string Category = "Faults";

    protected Installation Gimlet { get; private set; } = null!;

    protected GitopsBranch Branch { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (form == GimletForm.Distributed)
        {
            Requires.That(RabbitMqServer.Installed, "needs rabbitmq-server");
            Requires.That(PostgresServer.Installed, "needs PostgreSQL");
        }

        Gimlet = await Installation.StartAsync(form, new Dictionary<string, string?>(), Cancellation);
        Branch = new GitopsBranch(Gimlet.RemotePath);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Gimlet is not null)
        {
            await Gimlet.DisposeAsync();
        }
    }

    /// <summary>kill -9, and a start right after it, as a supervisor does.</summary>
    protected Func<Task> KillProcess(string name) => async () =>
    {
        var process = Gimlet.Process(name);
        await process.KillAsync();
        process.Start();
        await Gimlet.WaitUntilReadyAsync(Cancellation);
    };
}
