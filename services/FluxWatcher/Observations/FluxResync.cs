using Gimlet.Hosting.Resync;

namespace Gimlet.FluxWatcher.Observations;

/// <summary>Tells the writer the present state of everything again, in case that a message was lost.</summary>
internal sealed class FluxResync(ResyncDependencies dependencies, FluxWatch watch) : ResyncService(dependencies)
{
    protected override Task ResyncAsync(CancellationToken cancellationToken)
    {
        watch.Source?.Resync();
        return Task.CompletedTask;
    }
}
