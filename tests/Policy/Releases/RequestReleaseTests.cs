using Gimlet.Contracts.Releases;
using Gimlet.Policy.Tests.Servers;
using Gimlet.Protos.Releases;
using Gimlet.Testing.Databases;
using Grpc.Core;

namespace Gimlet.Policy.Tests.Releases;

public sealed class RequestReleaseSqliteTests(PolicyServer<SqliteDatabase> server)
    : RequestReleaseTests<SqliteDatabase>(server);

public sealed class RequestReleasePostgresTests(PolicyServer<PostgresDatabase> server)
    : RequestReleaseTests<PostgresDatabase>(server);

public abstract class RequestReleaseTests<TDatabase>(PolicyServer<TDatabase> server) : PolicySuite<TDatabase>(server)
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task Release_KnownArtifact_IsStoredAndSentToTheWriter()
    {
        var manifest = Manifest() with { Namespace = "ns-{{ .BRANCH }}" };
        var artifact = Stored(manifest, Manifest("production"));

        var id = await ReleaseAsync(artifact.Id);

        var write = await Server.Writer.NextAsync<WriteRelease>(message => message.RequestId == id);
        Assert.Equal((App, "staging", "jane"), (write.App, write.Env, write.TriggeredBy));
        Assert.Equal("ns-main", write.Manifest.Namespace);
        Assert.Equal(artifact.Version, write.Version);
        Assert.Single(Server.Writer.Of<WriteRelease>(message => message.RequestId == id));
        var status = await TrackAsync(id);
        Assert.Equal(("release", "new", false), (status.Type, status.Status, status.Final));
        Assert.Empty(status.Results);
    }

    [Fact]
    public async Task Release_MessageToWriterLost_IsListedAsPendingWithTheSameFacts()
    {
        var write = await RequestReleaseAsync();

        var listed = await Client.ListPendingAsync(
            new ListPendingRequest { AfterSequence = write.Sequence - 1, Limit = 1 }, cancellationToken: Cancellation);

        var pending = Assert.Single(listed.Results);
        Assert.Equal(write.ResultId, pending.ResultId);
        Assert.Equal(write.RequestedAt, pending.RequestedAt);
        Assert.Equal(Gimlet.Manifests.ManifestJson.Write(write.Manifest), pending.Manifest);
        Assert.Equal(write.Version.Sha, pending.Version.Sha);
        Assert.Equal(PendingResult.Types.Kind.Release, pending.Kind);
        Assert.StartsWith("00-", pending.TraceParent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_UnknownArtifact_IsNotFound()
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => ReleaseAsync("shop-unknown"));

        Assert.Equal(StatusCode.NotFound, e.StatusCode);
        Assert.Contains("shop-unknown", e.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_PairThatTheArtifactLacks_IsRefusedWithThePairsItHas()
    {
        var artifact = Stored(Manifest(), Manifest("production"), Manifest() with { App = "{{ .UNKNOWN }}" });

        var e = await Assert.ThrowsAsync<RpcException>(() => ReleaseAsync(artifact.Id, "staging", "other"));

        Assert.Equal(StatusCode.FailedPrecondition, e.StatusCode);
        Assert.Contains($"{App} -> staging; {App} -> production;", e.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("UNKNOWN", e.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "a-1", "env")]
    [InlineData("../etc", "", "a-1", "env")]
    [InlineData("a/b", "", "a-1", "env")]
    [InlineData("staging\n", "", "a-1", "env")]
    [InlineData("staging", "a/b", "a-1", "app")]
    [InlineData("staging", "..", "a-1", "app")]
    [InlineData("staging", "", "", "artifact_id")]
    [InlineData("staging", "", "a\u0000b", "artifact_id")]
    public async Task Release_BadParameter_IsInvalidAndNamed(string env, string app, string artifactId, string name)
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => ReleaseAsync(artifactId, env, app));

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.StartsWith(name, e.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_EnvOf300Characters_IsInvalidAndShortened()
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => ReleaseAsync("a-1", new string('x', 300)));

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.True(e.Status.Detail.Length < 300);
    }

    [Fact]
    public async Task Release_NoApp_TakesEveryAppOfTheEnvironment()
    {
        var artifact = Stored(Manifest(), Manifest() with { App = App + "-2" }, Manifest("production"));

        var id = await ReleaseAsync(artifact.Id);

        await Server.Writer.NextAsync<WriteRelease>(write => write.RequestId == id && write.App == App + "-2");
        await Server.Writer.NextAsync<WriteRelease>(write => write.RequestId == id && write.App == App);
    }

    [Fact]
    public async Task Release_UnknownVariable_IsAFailureThatNamesIt()
    {
        var artifact = Stored(Manifest() with { Namespace = "{{ .MISSING }}" });

        var status = await TrackAsync(await ReleaseAsync(artifact.Id));

        Assert.Equal(("processed", true), (status.Status, status.Final));
        var result = Assert.Single(status.Results);
        Assert.Equal((App, "staging", "failure"), (result.App, result.Env, result.Status));
        Assert.Contains("MISSING", result.StatusDesc, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_SameIdManyTimesAtOnce_IsOneRequest()
    {
        var request = new RequestReleaseRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            ArtifactId = Stored(Manifest()).Id,
            Env = "staging",
            TriggeredBy = "jane",
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(
            _ => Client.RequestReleaseAsync(request, cancellationToken: Cancellation).ResponseAsync));

        Assert.All(answers, answer => Assert.Equal(request.RequestId, answer.RequestId));
        var pending = await Client.ListPendingAsync(new ListPendingRequest(), cancellationToken: Cancellation);
        Assert.Single(pending.Results, result => result.RequestId == request.RequestId);
    }

    [Fact]
    public async Task Release_IdOfAnotherRequest_IsRefused()
    {
        var artifact = Stored(Manifest(), Manifest("production"));
        var id = await ReleaseAsync(artifact.Id);
        var other = new RequestReleaseRequest
        {
            RequestId = id,
            ArtifactId = artifact.Id,
            Env = "production",
            TriggeredBy = "jane",
        };

        var e = await Assert.ThrowsAsync<RpcException>(
            () => Client.RequestReleaseAsync(other, cancellationToken: Cancellation).ResponseAsync);

        Assert.Equal(StatusCode.AlreadyExists, e.StatusCode);
    }

    [Fact]
    public async Task Release_TwoManifestsForTheSamePlace_ReleasesTheLast()
    {
        var artifact = Stored(Manifest() with { Namespace = "first" }, Manifest() with { Namespace = "last" });

        var id = await ReleaseAsync(artifact.Id);

        var write = await Server.Writer.NextAsync<WriteRelease>(message => message.RequestId == id);
        Assert.Equal("last", write.Manifest.Namespace);
        Assert.Contains("several manifests", (await TrackAsync(id)).StatusDesc, StringComparison.Ordinal);
    }
}
