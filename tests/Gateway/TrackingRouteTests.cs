using Gimlet.Protos.Releases;
using Gimlet.Testing.Servers;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace Gimlet.Gateway.Tests;

public sealed class TrackingRouteTests
{
    private const string Route = "/api/eventReleaseTrack?id=r1";

    private static RequestStatus Step(long version, string status, bool final = false) => new()
    {
        RequestId = "r1", Version = version, Type = "release", Status = status, Final = final,
    };

    private static string Event(long version, string status) =>
        $"event: status|id: {version}|data: "
            + $$"""{"type":"release","status":"{{status}}","statusDesc":"","results":[]}""";

    [Fact]
    public async Task Track_Request_ShowsEveryFieldAndLeavesEmptyResultFieldsOut()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.Log("r1").Add(new RequestStatus
        {
            Version = 3,
            Type = "release",
            Status = "processed",
            StatusDesc = "done",
            Results =
            {
                new Result
                {
                    App = "shop", Env = "staging", Hash = "176da9", Status = "success", StatusDesc = "d",
                    GitopsCommitStatus = "BuildFailed", GitopsCommitStatusDesc = "why",
                },
                new Result { App = "other", Status = "failure" },
            },
        });

        var (status, body) = await gateway.GetAsync(Route);

        Assert.Equal(200, status);
        Assert.Equal(
            """
            {"type":"release","status":"processed","statusDesc":"done","results":[
            {"app":"shop","hash":"176da9","status":"success",
            "gitopsCommitStatus":"BuildFailed","gitopsCommitStatusDesc":"why","env":"staging","statusDesc":"d"},
            {"app":"other","status":"failure"}]}
            """.ReplaceLineEndings(""),
            body!.ToJsonString());
    }

    [Fact]
    public async Task Track_Artifact_AsksPolicyByArtifact()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.Log("team/shop-1").Add(new RequestStatus { Type = "artifact", Status = "new" });

        var (status, body) = await gateway.GetAsync("/api/eventArtifactTrack?artifactId=team%2Fshop-1");

        Assert.Equal(200, status);
        Assert.Equal("""{"type":"artifact","status":"new","statusDesc":"","results":[]}""", body!.ToJsonString());
    }

    [Fact]
    public async Task Track_UnknownId_Is404AlsoForAStream()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, _) = await gateway.GetAsync(Route);
        using var stream = await EventStream.OpenAsync(gateway, Route);

        Assert.Equal(404, status);
        Assert.Equal(404, (int)stream.Response.StatusCode);
        Assert.Equal("application/problem+json", stream.Response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Stream_FollowsToTheFinalStatusAndEnds()
    {
        await using var gateway = await TestGateway.StartAsync();
        var log = gateway.Releases.Log("r1");
        log.Add(Step(1, "new"));

        using var stream = await EventStream.OpenAsync(gateway, Route);
        var first = await stream.ReadAsync();
        log.Add(Step(2, "processed"));
        var second = await stream.ReadAsync();
        log.Add(Step(3, "error", final: true));
        var third = await stream.ReadAsync();
        var end = await stream.ReadAsync();

        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-transform, no-cache", stream.Response.Headers.CacheControl?.ToString());
        Assert.Equal("no", stream.Response.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.Equal(Event(1, "new"), first);
        Assert.Equal(Event(2, "processed"), second);
        Assert.Equal(Event(3, "error"), third);
        Assert.Null(end);
    }

    [Fact]
    public async Task Stream_ArtifactThatPolicyHasNotSeen_BeginsWithVersionZero()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.Log("a1").Add(new RequestStatus { Type = "artifact", Status = "new" });

        using var stream = await EventStream.OpenAsync(gateway, "/api/eventArtifactTrack?artifactId=a1");
        var first = await stream.ReadAsync();

        Assert.StartsWith("event: status|id: 0|", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_NothingNewUnderALaterVersion_IsToldOnce()
    {
        await using var gateway = await TestGateway.StartAsync();
        var log = gateway.Releases.Log("r1");
        log.Add(Step(1, "new"));

        using var stream = await EventStream.OpenAsync(gateway, Route);
        var first = await stream.ReadAsync();
        log.Add(Step(2, "new"));
        log.Add(Step(3, "processed", final: true));

        Assert.Equal(Event(1, "new"), first);
        Assert.Equal(Event(3, "processed"), await stream.ReadAsync());
        Assert.Null(await stream.ReadAsync());
    }

    [Fact]
    public async Task Stream_LastEventId_GoesOnAfterIt()
    {
        await using var gateway = await TestGateway.StartAsync();
        var log = gateway.Releases.Log("r1");
        log.Add(Step(1, "new"));
        log.Add(Step(2, "new"));
        log.Add(Step(3, "processed", final: true));

        using var stream = await EventStream.OpenAsync(gateway, Route, lastEventId: "1");

        Assert.Equal(Event(2, "new"), await stream.ReadAsync());
        Assert.Equal(Event(3, "processed"), await stream.ReadAsync());
        Assert.Null(await stream.ReadAsync());
    }

    [Fact]
    public async Task Stream_LastEventIdOfTheFinalStatus_Is204SoThatBrowsersStop()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.Log("r1").Add(Step(3, "processed", final: true));

        using var stream = await EventStream.OpenAsync(gateway, Route, lastEventId: "3");

        Assert.Equal(204, (int)stream.Response.StatusCode);
    }

    [Fact]
    public async Task Stream_LastEventIdFromElsewhere_BeginsWithThePresentStatus()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.Log("r1").Add(Step(3, "processed", final: true));

        using var stream = await EventStream.OpenAsync(gateway, Route, lastEventId: "99");

        Assert.Equal(Event(3, "processed"), await stream.ReadAsync());
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public async Task Stream_MalformedLastEventId_Is400(string id)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.Log("r1").Add(Step(1, "new"));

        using var stream = await EventStream.OpenAsync(gateway, Route, lastEventId: id);

        Assert.Equal(400, (int)stream.Response.StatusCode);
    }

    [Fact]
    public async Task Stream_WhileNothingChanges_CommentsKeepItAlive()
    {
        await using var gateway = await TestGateway.StartAsync("SSE_KEEPALIVE=00:00:00.05");
        gateway.Releases.Log("r1").Add(Step(1, "new"));

        using var stream = await EventStream.OpenAsync(gateway, Route);
        await stream.ReadAsync();

        Assert.Equal(": still here", await stream.ReadAsync());
        Assert.Equal(": still here", await stream.ReadAsync());
        gateway.Releases.Log("r1").Add(Step(2, "processed", final: true));
        string? next;
        while ((next = await stream.ReadAsync()) == ": still here")
        {
        }

        Assert.Equal(Event(2, "processed"), next);
    }

    [Fact]
    public async Task Stream_PolicyRestarts_GoesOnAfterTheLastStatusThatWasSent()
    {
        await using var gateway = await TestGateway.StartAsync();
        var log = gateway.Releases.Log("r1");
        log.Add(Step(4, "new"));
        using var stream = await EventStream.OpenAsync(gateway, Route);
        var first = await stream.ReadAsync();

        gateway.Releases.BreakWatches();
        await Eventually.HoldsAsync(
            () => Task.FromResult(gateway.Releases is { Watches.Count: 2, ActiveWatches: 1 }),
            "the second watch",
            cancellationToken: TestContext.Current.CancellationToken);
        log.Add(Step(5, "processed", final: true));
        var second = await stream.ReadAsync();

        Assert.Equal(Event(4, "new"), first);
        Assert.Equal(Event(5, "processed"), second);
        Assert.Equal([0, 4], gateway.Releases.Watches.Select(watch => watch.AfterVersion));
    }

    [Fact]
    public async Task Stream_PolicyStaysAway_EndsWithoutAFinalEvent()
    {
        await using var gateway = await TestGateway.StartAsync("SSE_RECONNECT_TIMEOUT=00:00:00.5");
        gateway.Releases.Log("r1").Add(Step(1, "new"));
        using var stream = await EventStream.OpenAsync(gateway, Route);
        await stream.ReadAsync();

        gateway.Releases.Failure = new RpcException(new Status(StatusCode.Internal, "still starting"));
        gateway.Releases.BreakWatches();

        Assert.Null(await stream.ReadAsync());
    }

    [Fact]
    public async Task Stream_ClientGoesAway_CancelsTheWatch()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.Log("r1").Add(Step(1, "new"));
        var stream = await EventStream.OpenAsync(gateway, Route);
        await stream.ReadAsync();
        Assert.Equal(1, gateway.Releases.ActiveWatches);

        stream.Dispose();

        await Eventually.HoldsAsync(
            () => Task.FromResult(gateway.Releases.ActiveWatches == 0),
            "the end of the watch",
            cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stream_GatewayStops_EndsAtOnce()
    {
        var gateway = await TestGateway.StartAsync();
        gateway.Releases.Log("r1").Add(Step(1, "new"));
        using var stream = await EventStream.OpenAsync(gateway, Route);
        await stream.ReadAsync();

        var stopped = gateway.DisposeAsync().AsTask();

        Assert.Null(await stream.ReadAsync());
        await stopped.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
