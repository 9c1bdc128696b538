using System.Diagnostics.Metrics;
using Gimlet.Hosting.Telemetry;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>What the writer counts.</summary>
internal static class WriterMetrics
{
    public static readonly Counter<long> Results = GimletTelemetry.Meter.CreateCounter<long>(
        "gimlet_gitops_results", description: "Writes that ended, by outcome");

    public static readonly Counter<long> Retries = GimletTelemetry.Meter.CreateCounter<long>(
        "gimlet_gitops_retries", description: "Rounds that have to be made again, by reason");

    public static readonly UpDownCounter<long> Queued = GimletTelemetry.Meter.CreateUpDownCounter<long>(
        "gimlet_gitops_queue_length", description: "Writes that wait or are under way");

    public static readonly Histogram<double> CommitDuration = GimletTelemetry.Meter.CreateHistogram<double>(
        "gimlet_gitops_commit_duration", "s", "Making the commits of one round");

    public static readonly Histogram<double> PushDuration = GimletTelemetry.Meter.CreateHistogram<double>(
        "gimlet_gitops_push_duration", "s", "Pushing the commits of one round");

    public static readonly Histogram<long> BatchSize = GimletTelemetry.Meter.CreateHistogram<long>(
        "gimlet_gitops_batch_size", description: "Writes of one round");
}
