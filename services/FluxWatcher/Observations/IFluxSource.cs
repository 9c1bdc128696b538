using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gimlet.FluxWatcher.Observations;

/// <summary>Where states of Flux objects come from.</summary>
internal interface IFluxSource
{
    /// <summary>The word for it in <c>FLUX_SOURCE</c>, in logs and in readiness.</summary>
    string Name { get; }

    HealthCheckResult Health { get; }

    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Publishes the present state again, as far as it can be vouched for.</summary>
    void Resync();
}
