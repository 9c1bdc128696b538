using System.Diagnostics.Metrics;
using Gimlet.FluxWatcher.Objects;
using Gimlet.Hosting.Telemetry;

namespace Gimlet.FluxWatcher;

internal static class FluxMetrics
{
    private static readonly Counter<long> WatchRestarts = GimletTelemetry.Meter.CreateCounter<long>(
        "gimlet_flux_watch_restarts", description: "Kubernetes watches that were begun again, by why they ended");

    private static readonly Counter<long> Observations = GimletTelemetry.Meter.CreateCounter<long>(
        "gimlet_flux_observations", description: "States of Flux objects that were published");

    public static void WatchRestarted(FluxKind kind, string reason) =>
        WatchRestarts.Add(1, new("kind", kind.Name), new KeyValuePair<string, object?>("reason", reason));

    public static void Observed(string kind, string source) =>
        Observations.Add(1, new("kind", kind), new KeyValuePair<string, object?>("source", source));
}
