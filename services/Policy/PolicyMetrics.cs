using System.Diagnostics.Metrics;
using Gimlet.Hosting.Telemetry;

namespace Gimlet.Policy;

/// <summary>Shown as gimlet_requests_total, gimlet_results_total and gimlet_pending_results.</summary>
internal static class PolicyMetrics
{
    private static readonly Counter<long> Requests = GimletTelemetry.Meter.CreateCounter<long>(
        "gimlet_requests", description: "Requests that were stored, by kind");

    private static readonly Counter<long> Results = GimletTelemetry.Meter.CreateCounter<long>(
        "gimlet_results", description: "Results that ended, by outcome");

    private static readonly Gauge<long> PendingResults = GimletTelemetry.Meter.CreateGauge<long>(
        "gimlet_pending_results", description: "Results that wait for the gitops writer, as of the last resync");

    public static void Requested(string kind) => Requests.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public static void Ended(string outcome) => Results.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public static void Pending(long count) => PendingResults.Record(count);
}
