using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Tracking;

[Collection(typeof(Standalone))]
public sealed class StreamStandaloneTests(StandaloneInstallation fixture) : StreamTests(fixture);

[Collection(typeof(Distributed))]
public sealed class StreamDistributedTests(DistributedInstallation fixture) : StreamTests(fixture);

/// <summary>Server-sent events of the track routes.</summary>
public abstract class StreamTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    [Fact]
    public async Task Stream_OfARelease_ShowsNewProcessedAndEachFluxStatusAndEnds()
    {
        var artifact = await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App)), Cancellation);

        // While somebody else holds the branch nothing can be pushed: the request stays new for as long.
        var hold = Branch.Hold();
        var id = await Client.ReleaseAsync(Env, App, artifact, Cancellation);
        await using var events = Stream($"/api/eventReleaseTrack?id={id}").GetAsyncEnumerator(Cancellation);
        Assert.Equal(("status", "new", ""), Summary(await NextAsync(events)));
        hold.Dispose();
        Assert.Equal(("status", "processed", "NotReconciled"), Summary(await NextAsync(events)));
        var hash = (string)OnlyResult(Status(events.Current))["hash"]!;
        await Fixture.Webhook.ReportAsync(Env, hash, "Progressing", "Building", failed: false, Cancellation);
        Assert.Equal(("status", "processed", "Progressing"), Summary(await NextAsync(events)));
        await Fixture.Webhook.ReportAsync(
            Env, hash, "DependencyNotReady", "dependency 'flux-system/x' is not ready", failed: true, Cancellation);
        Assert.Equal(("status", "processed", "DependencyNotReady"), Summary(await NextAsync(events)));
        await ReportAppliedAsync(hash);
        var last = await NextAsync(events);

        Assert.Equal(("status", "processed", Succeeded), Summary(last));
        Assert.False(await events.MoveNextAsync());
        AssertSame(await Client.TrackReleaseAsync(id, Cancellation), Status(last));
    }

    [Fact]
    public async Task Stream_WithLastEventId_GoesOnAfterThatEvent()
    {
        var (id, hash) = await DeployAsync();
        await ReportAppliedAsync(hash);
        await CommitStatusAsync(id, Succeeded);
        var route = $"/api/eventReleaseTrack?id={id}";

        var all = await Stream(route, lastEventId: "1").ToListAsync(Cancellation);
        var ids = all.Select(item => long.Parse(item.EventId!, CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(ids.Distinct().Order(), ids);
        Assert.True(ids[0] > 1, $"{ids[0]}");
        Assert.Equal(["NotReconciled", Succeeded], all.Select(item => Summary(item).CommitStatus));
        var rest = await Stream(route, $"{ids[^2]}").ToListAsync(Cancellation);
        Assert.Equal(ids[^1], long.Parse(Assert.Single(rest).EventId!, CultureInfo.InvariantCulture));
        Assert.Empty(await Stream(route, $"{ids[^1]}").ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Stream_WhenFluxFails_EndsWithTheFailure()
    {
        var (id, hash) = await DeployAsync();
        await Fixture.Webhook.ReportAsync(
            Env, hash, "BuildFailed", "kustomize build failed: no such file", failed: true, Cancellation);

        var last = (await Stream($"/api/eventReleaseTrack?id={id}").ToListAsync(Cancellation))[^1];

        Assert.Equal(("status", "processed", "BuildFailed"), Summary(last));
    }

    [Fact]
    public async Task Stream_OfAnArtifact_CanBeOpenedBeforeItsPoliciesAreEvaluated()
    {
        var manifest = Artifacts.Manifest(Env, App).WithPolicy(new() { ["branch"] = "main", ["event"] = "push" });
        var artifact = await Client.ShipAsync(Artifacts.Create(manifest), Cancellation);

        var route = $"/api/eventArtifactTrack?artifactId={artifact}";
        await using var events = Stream(route).GetAsyncEnumerator(Cancellation);
        while (Summary(await NextAsync(events)).Status == "new")
        {
        }

        var result = OnlyResult(Status(events.Current));
        await ReportAppliedAsync((string)result["hash"]!);
        Assert.Equal(("status", "processed", Succeeded), Summary(await NextAsync(events)));
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Stream_OfAnArtifactThatTriggersNothing_EndsAtOnce()
    {
        var artifact = await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App)), Cancellation);

        var events = await Stream($"/api/eventArtifactTrack?artifactId={artifact}").ToListAsync(Cancellation);

        Assert.Equal("processed", Summary(events[^1]).Status);
        Assert.Empty(Status(events[^1])["results"]!.AsArray());
    }

    [Theory]
    [InlineData("/api/eventReleaseTrack?id=unknown")]
    [InlineData("/api/eventArtifactTrack?artifactId=unknown")]
    public async Task Stream_OfAnUnknownId_Is404(string route)
    {
        var e = await Assert.ThrowsAsync<HttpRequestException>(
            () => Stream(route).ToListAsync(Cancellation).AsTask());

        Assert.Equal(HttpStatusCode.NotFound, e.StatusCode);
        Assert.Contains("unknown", e.Message, StringComparison.Ordinal);
    }

    private IAsyncEnumerable<SseItem<string>> Stream(string route, string? lastEventId = null) =>
        Client.StreamAsync(route, lastEventId, Cancellation);

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        var move = events.MoveNextAsync().AsTask();
        Assert.True(await move.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation));
        return events.Current;
    }

    private static JsonObject Status(SseItem<string> item) => JsonNode.Parse(item.Data)!.AsObject();

    private static (string Type, string Status, string CommitStatus) Summary(SseItem<string> item)
    {
        var status = Status(item);
        return (
            item.EventType,
            (string)status["status"]!,
            (string?)status["results"]!.AsArray().FirstOrDefault()?["gitopsCommitStatus"] ?? "");
    }
}
