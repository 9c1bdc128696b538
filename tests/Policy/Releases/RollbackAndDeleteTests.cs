using Gimlet.Contracts.Releases;
using Gimlet.Policy.Tests.Servers;
using Gimlet.Protos.Releases;
using Gimlet.Testing.Databases;
using Grpc.Core;

namespace Gimlet.Policy.Tests.Releases;

public sealed class RollbackAndDeleteSqliteTests(PolicyServer<SqliteDatabase> server)
    : RollbackAndDeleteTests<SqliteDatabase>(server);

public sealed class RollbackAndDeletePostgresTests(PolicyServer<PostgresDatabase> server)
    : RollbackAndDeleteTests<PostgresDatabase>(server);

public abstract class RollbackAndDeleteTests<TDatabase>(PolicyServer<TDatabase> server)
    : PolicySuite<TDatabase>(server)
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task Rollback_Valid_IsSentToTheWriterAndListed()
    {
        var id = (await RollbackAsync("staging", App, "ABCDEF0123")).RequestId;

        var rollback = await Server.Writer.NextAsync<RollbackRelease>(message => message.RequestId == id);
        Assert.Equal((App, "staging", "abcdef0123"), (rollback.App, rollback.Env, rollback.TargetSha));
        var rest = new ListPendingRequest { AfterSequence = rollback.Sequence - 1, Limit = 1 };
        var pending = await Client.ListPendingAsync(rest, cancellationToken: Cancellation);
        Assert.Equal(PendingResult.Types.Kind.Rollback, pending.Results[0].Kind);
        Assert.Equal("abcdef0123", pending.Results[0].TargetSha);
        Assert.Equal("rollback", (await TrackAsync(id)).Type);
    }

    [Fact]
    public async Task Delete_ThatFoundNothing_SucceedsWithoutCommit()
    {
        var id = (await DeleteAsync("staging", App)).RequestId;
        var delete = await Server.Writer.NextAsync<DeleteRelease>(message => message.RequestId == id);

        await Server.PublishAsync(Written(delete.ResultId, ""));

        var status = await TrackUntilAsync(id, status => status.Status == "processed");
        var result = Assert.Single(status.Results);
        Assert.Equal(("success", "", ""), (result.Status, result.Hash, result.GitopsCommitStatus));
        Assert.True(status.Final);
    }

    [Fact]
    public async Task Delete_WithACommit_IsFinalOnlyOnceFluxAppliedIt()
    {
        var id = (await DeleteAsync("staging", App)).RequestId;
        var delete = await Server.Writer.NextAsync<DeleteRelease>(message => message.RequestId == id);
        var sha = NewSha();
        await Server.PublishAsync(Written(delete.ResultId, sha));
        await TrackUntilAsync(id, status => status is { Status: "processed", Final: false });

        await Server.PublishAsync(Status(sha, "ReconciliationSucceeded", 1));

        await TrackUntilAsync(id, status => status.Final);
    }

    [Theory]
    [InlineData("", "shop", "abcdef0", "env")]
    [InlineData("staging", "", "abcdef0", "app")]
    [InlineData("staging", "../shop", "abcdef0", "app")]
    [InlineData("staging", "shop", "", "target_sha")]
    [InlineData("staging", "shop", "abcdef", "target_sha")]
    [InlineData("staging", "shop", "HEAD~1x", "target_sha")]
    [InlineData("staging", "shop", "--upload-pack", "target_sha")]
    public async Task Rollback_BadParameter_IsInvalidAndNamed(string env, string app, string sha, string name)
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => RollbackAsync(env, app, sha));

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.StartsWith(name, e.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b", "shop", "env")]
    [InlineData("staging", "sh\u0007op", "app")]
    public async Task Delete_BadParameter_IsInvalidAndNamed(string env, string app, string name)
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => DeleteAsync(env, app));

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.StartsWith(name, e.Status.Detail, StringComparison.Ordinal);
    }

    private Task<RequestAccepted> RollbackAsync(string env, string app, string sha) =>
        Client.RequestRollbackAsync(
            new RequestRollbackRequest { Env = env, App = app, TargetSha = sha, TriggeredBy = "jane" },
            cancellationToken: Cancellation).ResponseAsync;

    private Task<RequestAccepted> DeleteAsync(string env, string app) =>
        Client.RequestDeleteAsync(
            new RequestDeleteRequest { Env = env, App = app, TriggeredBy = "jane" },
            cancellationToken: Cancellation).ResponseAsync;
}
