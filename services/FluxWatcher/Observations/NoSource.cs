using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gimlet.FluxWatcher.Observations;

/// <summary>Nothing is watched: statuses come from webhooks alone.</summary>
internal sealed class NoSource : IFluxSource
{
    public string Name => FluxWatcherOptions.None;

    public HealthCheckResult Health { get; } = HealthCheckResult.Healthy(
        "none: statuses come from webhooks alone; configure KUBECONFIG, or run in the cluster, to watch Flux");

    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Resync()
    {
    }
}
