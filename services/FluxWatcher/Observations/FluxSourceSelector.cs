using Gimlet.FluxWatcher.Cluster;
using Gimlet.FluxWatcher.Simulation;
using Gimlet.Hosting;
using Microsoft.Extensions.Options;

namespace Gimlet.FluxWatcher.Observations;

/// <summary>Decides once, at start, where statuses come from.</summary>
internal sealed class FluxSourceSelector(
    IOptions<FluxWatcherOptions> options,
    ServiceIdentity identity,
    IServiceProvider services)
{
    public async Task<IFluxSource> SelectAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var maySimulate = settings.Source == FluxWatcherOptions.Simulated
            || (settings.Source == FluxWatcherOptions.Auto
                && identity.IsStandalone
                && !settings.HasConfiguredRepository());
        if (maySimulate)
        {
            var repositories = services.GetRequiredService<EmbeddedRepositoryFinder>();
            if (await repositories.FindAsync(cancellationToken) is { } embedded)
            {
                return ActivatorUtilities.CreateInstance<SimulatedFlux>(services, embedded);
            }
        }
        return settings.Source switch
        {
            // The options alone cannot tell: the writer of another process may have a remote configured.
            FluxWatcherOptions.Simulated => throw new InvalidOperationException(
                "FLUX_SOURCE=simulated is for the embedded repository alone, and the gitops-writer has another one. "
                + "Set FLUX_SOURCE to kubernetes or none."),
            FluxWatcherOptions.None => new NoSource(),
            _ when KubernetesConnection.IsConfigured(settings) =>
                ActivatorUtilities.CreateInstance<KubernetesFlux>(services, KubernetesConnection.Open(settings)),
            _ => new NoSource(),
        };
    }
}
