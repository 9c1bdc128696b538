using Gimlet.Testing.Installations;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>Runs deploys while something is broken, and then compares what was reported with the remote.</summary>
public abstract class FaultSuite(FaultyInstallation installation) : IAsyncLifetime
{
    public const string Category = "Faults";

    protected Installation Gimlet => installation.Gimlet;

    protected GitopsBranch Branch => installation.Branch;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        installation.Require();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>kill -9, and a start right after it, as a supervisor does.</summary>
    private protected Fault Kill(string name) => new($"kill -9 of {name}", async _ =>
    {
        var process = Gimlet.Process(name);
        await process.KillAsync();
        process.Start();
        await Gimlet.WaitUntilReadyAsync(Cancellation);
    });
}
