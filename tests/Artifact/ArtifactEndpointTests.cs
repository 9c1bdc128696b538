using Gimlet.Contracts.Artifacts;
using Gimlet.Hosting;
using Gimlet.Protos.Artifacts;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Servers;
using Grpc.Core;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Artifact = Gimlet.Protos.Artifacts.Artifact;
using Manifest = Gimlet.Protos.Artifacts.Manifest;
using Version = Gimlet.Protos.Artifacts.Version;

namespace Gimlet.Artifacts.Tests;

/// <summary>The service as others see it: over gRPC, with its database, on an in-memory bus.</summary>
public sealed class ArtifactEndpointTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>, IAsyncLifetime
{
    private readonly TaskCompletionSource<ArtifactShipped> _announced =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WebApplication? _app;
    private int _announcements;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private Protos.Artifacts.ArtifactService.ArtifactServiceClient Service =>
        _app!.Services.GetRequiredService<Protos.Artifacts.ArtifactService.ArtifactServiceClient>();

    public async ValueTask InitializeAsync()
    {
        var host = GimletHost.Create(
            [
                "--BIND_ADDRESS=127.0.0.1", $"--HTTP_PORT={FreePort.Next()}", $"--GRPC_PORT={FreePort.Next()}",
                .. database.Arguments,
            ],
            GimletHost.StandaloneName);
        host.AddArtifact();
        host.AddServiceClient<Protos.Artifacts.ArtifactService.ArtifactServiceClient>(ServiceName.Artifact);
        host.AddConsumers(bus => bus.AddHandler<ArtifactShipped>(shipped =>
        {
            Interlocked.Increment(ref _announcements);
            _announced.TrySetResult(shipped);
            return Task.CompletedTask;
        }));
        _app = host.Build();
        _app.MapArtifact();
        await _app.StartAsync(Ended);
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Ship_WithoutAnId_GivesOneAndAnnouncesTheWholeArtifact()
    {
        var shipped = await ShipAsync(Shop());

        Assert.Matches("^team/shop-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", shipped.Id);
        Assert.True(shipped.Created > 1_700_000_000_000_000);
        Assert.Equal(("shop", "staging"), (shipped.Environments[0].App, shipped.Environments[0].Env));
        Assert.Contains("1.50", shipped.Environments[0].Document, StringComparison.Ordinal);
        var announced = await _announced.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Ended);
        Assert.Equal(shipped.Id, announced.Artifact.Id);
        Assert.Equal("shop", announced.Artifact.Environments[0].App);
        var stored = await Service.GetArtifactAsync(
            new GetArtifactRequest { Id = shipped.Id }, cancellationToken: Ended);
        Assert.Equal(shipped, stored);
    }

    [Fact]
    public async Task Ship_TheSameIdAgain_AnswersWithWhatIsStoredAndAnnouncesNothing()
    {
        var artifact = Shop();
        artifact.Id = $"team/shop-{Guid.NewGuid()}";

        var first = await ShipAsync(artifact);
        artifact.Version.Sha = "another";
        var second = await ShipAsync(artifact);
        await _announced.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Ended);

        Assert.Equal(first, second);
        Assert.Equal("abc", second.Version.Sha);
        Assert.Equal(1, Volatile.Read(ref _announcements));
    }

    public static TheoryData<string, Action<Artifact>> Mistakes => new()
    {
        { "version.repositoryName", artifact => artifact.Version.RepositoryName = "" },
        { "version.repositoryName", artifact => artifact.Version = null },
        { "version.repositoryName", artifact => artifact.Version.RepositoryName = new string('r', 501) },
        { "version.repositoryName", artifact => artifact.Version.RepositoryName = "a\0b" },
        { "version.sha", artifact => artifact.Version.Sha = " " },
        { "version.branch", artifact => artifact.Version.Branch = "a\nb" },
        { "version.event", artifact => artifact.Version.Event = "branchDeleted" },
        { "cueEnvironments", artifact => artifact.CueEnvironments.Add("cue") },
        { "items[0]", artifact => artifact.Items.Add("[]") },
        { "items[0]", artifact => artifact.Items.Add("{") },
        { "environments[1].env", artifact => artifact.Environments.Add(Document("""{"app": "shop"}""")) },
        {
            "environments[1].chrt",
            artifact => artifact.Environments.Add(Document("""{"app": "a", "env": "e", "chrt": {}}"""))
        },
        {
            "environments[1].deploy.branch",
            artifact => artifact.Environments.Add(Document("""{"app": "a", "env": "e", "deploy": {"branch": 1}}"""))
        },
        { "environments[1]", artifact => artifact.Environments.Add(Document("7")) },
        { "environments[1]", artifact => artifact.Environments.Add(Document("")) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task Ship_WithAMistake_IsRefusedNamingTheField(string field, Action<Artifact> mistake)
    {
        var artifact = Shop();
        mistake(artifact);

        var error = await Assert.ThrowsAsync<RpcException>(() => ShipAsync(artifact));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.StartsWith(field, error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnknownId_IsNotFound()
    {
        var request = new GetArtifactRequest { Id = "nothing" };

        var error = await Assert.ThrowsAsync<RpcException>(
            () => Service.GetArtifactAsync(request, cancellationToken: Ended).ResponseAsync);

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        Assert.Contains("nothing", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WithoutALimit_ShowsTen()
    {
        for (var i = 0; i < 12; i++)
        {
            await ShipAsync(Shop());
        }

        var list = await ListAsync(new ListArtifactsRequest { Repository = "team/shop" });

        Assert.Equal(10, list.Artifacts.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_PageByPage_HasWhatWasThereOnce(bool oldestFirst)
    {
        var repository = $"team/{Guid.NewGuid()}";
        var shipped = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            shipped.Add((await ShipAsync(Shop(repository))).Id);
        }

        var seen = new List<string>();
        var request = new ListArtifactsRequest { Repository = repository, Limit = 2, OldestFirst = oldestFirst };
        do
        {
            var page = await ListAsync(request);
            seen.AddRange(page.Artifacts.Select(artifact => artifact.Id));
            request.PageToken = page.NextPageToken;
            if (!oldestFirst)
            {
                await ShipAsync(Shop(repository));
            }
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(shipped.Order(), seen.Order());
    }

    [Fact]
    public async Task List_WithAWrongValue_IsRefusedNamingIt()
    {
        var limit = await Assert.ThrowsAsync<RpcException>(() => ListAsync(new ListArtifactsRequest { Limit = 1001 }));
        var offset = await Assert.ThrowsAsync<RpcException>(() => ListAsync(new ListArtifactsRequest { Offset = -1 }));
        var @event = await Assert.ThrowsAsync<RpcException>(() => ListAsync(new ListArtifactsRequest { Event = "x" }));

        Assert.StartsWith("limit", limit.Status.Detail, StringComparison.Ordinal);
        Assert.StartsWith("offset", offset.Status.Detail, StringComparison.Ordinal);
        Assert.StartsWith("event", @event.Status.Detail, StringComparison.Ordinal);
        foreach (var token in new[] { "nonsense", "!", "MSAx" + "=", "bm8gbnVtYmVy" })
        {
            var cursor = await Assert.ThrowsAsync<RpcException>(() => ListAsync(new() { PageToken = token }));
            Assert.StartsWith("cursor", cursor.Status.Detail, StringComparison.Ordinal);
        }

        var both = await Assert.ThrowsAsync<RpcException>(() => ListAsync(new() { PageToken = "MSAx", Offset = 1 }));
        Assert.Contains("offset", both.Status.Detail, StringComparison.Ordinal);
    }

    private static Artifact Shop(string repository = "team/shop") => new()
    {
        Version = new Version { RepositoryName = repository, Sha = "abc" },
        Environments = { Document("""{"app": "shop", "env": "staging", "values": {"ratio": 1.50}}""") },
    };

    private static Manifest Document(string json) => new() { Document = json };

    private Task<Artifact> ShipAsync(Artifact artifact) => Service.ShipArtifactAsync(
        new ShipArtifactRequest { Artifact = artifact }, cancellationToken: Ended).ResponseAsync;

    private Task<ListArtifactsResponse> ListAsync(ListArtifactsRequest request) =>
        Service.ListArtifactsAsync(request, cancellationToken: Ended).ResponseAsync;
}
