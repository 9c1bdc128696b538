using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gimlet.FluxWatcher.Tests.Cluster;
using Gimlet.Hosting.Telemetry;

namespace Gimlet.FluxWatcher.Tests;

public sealed class FluxMetricsTests
{
    [Fact]
    public async Task Watches_AndObservations_AreCounted()
    {
        var counted = new ConcurrentBag<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == GimletTelemetry.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            var labels = tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}");
            counted.Add($"{instrument.Name} {string.Join(' ', labels)}");
        });
        listener.Start();
        await using var cluster = await WatchedCluster.StartAsync();

        cluster.Flux.Reconcile("apps", "main@sha1:0000000000000000000000000000000000000001");
        await cluster.Observed.WaitForAsync(o => o.Reason == "ReconciliationSucceeded");
        cluster.Api.ExpireHistory();
        await cluster.UntilAsync(
            () => counted.Contains("gimlet_flux_watch_restarts kind=HelmRelease reason=expired"), "an expired watch");
        cluster.Api.EndWatches();
        await cluster.UntilAsync(
            () => counted.Contains("gimlet_flux_watch_restarts kind=Kustomization reason=ended"), "an ended watch");

        Assert.Contains("gimlet_flux_observations kind=Kustomization source=kubernetes", counted);
    }
}
