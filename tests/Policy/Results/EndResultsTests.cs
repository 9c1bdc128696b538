using Gimlet.Contracts.Gitops;
using Gimlet.Contracts.Releases;
using Gimlet.Policy.Results;
using Gimlet.Policy.Tests.Servers;
using Gimlet.Protos.Releases;
using Gimlet.Testing.Databases;

namespace Gimlet.Policy.Tests.Results;

public sealed class EndResultsSqliteTests(PolicyServer<SqliteDatabase> server)
    : EndResultsTests<SqliteDatabase>(server);

public sealed class EndResultsPostgresTests(PolicyServer<PostgresDatabase> server)
    : EndResultsTests<PostgresDatabase>(server);

public abstract class EndResultsTests<TDatabase>(PolicyServer<TDatabase> server) : PolicySuite<TDatabase>(server)
    where TDatabase : TestDatabase, new()
{
    private EndResults End => Server.Of<EndResults>();

    [Fact]
    public async Task Written_NothingKnownOfTheCommit_IsNotReconciled()
    {
        var write = await RequestReleaseAsync();
        var sha = NewSha();

        await End.HandleAsync(Written(write.ResultId, sha), Cancellation);

        var status = await TrackAsync(write.RequestId);
        Assert.Equal(("processed", false), (status.Status, status.Final));
        var result = Assert.Single(status.Results);
        Assert.Equal((sha, "success", "NotReconciled"), (result.Hash, result.Status, result.GitopsCommitStatus));
    }

    [Fact]
    public async Task CommitStatus_BeforeTheResult_IsNotLost()
    {
        var write = await RequestReleaseAsync();
        var sha = NewSha();

        await End.HandleAsync(Status(sha, "Progressing", 1), Cancellation);
        await End.HandleAsync(Written(write.ResultId, sha), Cancellation);

        var result = Assert.Single((await TrackAsync(write.RequestId)).Results);
        Assert.Equal(("Progressing", "Progressing 1"), (result.GitopsCommitStatus, result.GitopsCommitStatusDesc));
    }

    [Fact]
    public async Task Written_WhileTheStatusOfItsCommitIsBeingStored_WaitsForIt()
    {
        const string Insert = """
            INSERT INTO commit_statuses (sha, env, app, repository, status, message, status_version, observed_at)
            VALUES (@sha, 'staging', @App, '', 'Progressing', '', 1, 1)
            """;
        var write = await RequestReleaseAsync();
        var sha = NewSha();
        var written = Task.CompletedTask;

        await Server.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(Insert, new { sha, App });
                written = End.HandleAsync(Written(write.ResultId, sha), Cancellation);

                // What does not wait for the row is through long before, and has missed the status.
                var patience = Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancellation);
                return await Task.WhenAny(written, patience);
            },
            Cancellation);
        await written;

        var result = Assert.Single((await TrackAsync(write.RequestId)).Results);
        Assert.Equal("Progressing", result.GitopsCommitStatus);
    }

    [Fact]
    public async Task CommitStatus_OlderOrRepeated_ChangesNothing()
    {
        var write = await RequestReleaseAsync();
        var sha = NewSha();
        await End.HandleAsync(Written(write.ResultId, sha), Cancellation);
        await End.HandleAsync(Status(sha, "ReconciliationSucceeded", 5), Cancellation);
        var before = await TrackAsync(write.RequestId);

        await End.HandleAsync(Status(sha, "Progressing", 4), Cancellation);
        await End.HandleAsync(Status(sha, "ReconciliationSucceeded", 5), Cancellation);
        await End.HandleAsync(Written(write.ResultId, sha), Cancellation);
        await End.HandleAsync(
            new ReleaseRejected { ResultId = write.ResultId, Reason = "late" }, Cancellation);

        Assert.Equal(before, await TrackAsync(write.RequestId));
    }

    [Fact]
    public async Task Rejected_Once_IsAFailureWithItsReason()
    {
        var write = await RequestReleaseAsync();

        await End.HandleAsync(
            new ReleaseRejected { ResultId = write.ResultId, Reason = "chart\u0000 not found\nat all" }, Cancellation);

        var status = await TrackAsync(write.RequestId);
        var result = Assert.Single(status.Results);
        Assert.Equal(("failure", "chart  not found\nat all"), (result.Status, result.StatusDesc));
        Assert.True(status.Final);
    }

    [Fact]
    public async Task Written_AfterARejection_IsTheFactThatCounts()
    {
        var write = await RequestReleaseAsync();
        await End.HandleAsync(new ReleaseRejected { ResultId = write.ResultId, Reason = "timeout" }, Cancellation);

        await End.HandleAsync(Written(write.ResultId, NewSha()), Cancellation);

        var result = Assert.Single((await TrackAsync(write.RequestId)).Results);
        Assert.Equal(("success", ""), (result.Status, result.StatusDesc));
    }

    [Fact]
    public async Task Ended_OfUnknownResult_IsIgnored()
    {
        await End.HandleAsync(Written("unknown", NewSha()), Cancellation);
        await End.HandleAsync(new ReleaseRejected { ResultId = "unknown", Reason = "?" }, Cancellation);
        await End.HandleAsync(Status(NewSha(), "Progressing", 1), Cancellation);
    }

    [Fact]
    public async Task Request_OfTwoResults_IsNewUntilBothHaveEnded()
    {
        var artifact = Stored(Manifest(), Manifest() with { App = App + "-2" });
        var id = await ReleaseAsync(artifact.Id);
        var first = await NextAsync(id, App);
        var second = await NextAsync(id, App + "-2");

        await End.HandleAsync(Written(first.ResultId, NewSha()), Cancellation);
        var between = await TrackAsync(id);
        await End.HandleAsync(Written(second.ResultId, NewSha()), Cancellation);
        var after = await TrackAsync(id);

        Assert.Equal("new", between.Status);
        Assert.Empty(between.Results);
        Assert.Equal("processed", after.Status);
        Assert.Equal([App, App + "-2"], after.Results.Select(result => result.App));
    }

    [Fact]
    public async Task CommitStatus_OfAnUnchangedRelease_CountsForEveryRequestOfTheCommit()
    {
        var first = await RequestReleaseAsync();
        var again = await RequestReleaseAsync();
        var sha = NewSha();
        await End.HandleAsync(Written(first.ResultId, sha), Cancellation);
        await End.HandleAsync(Written(again.ResultId, sha) with { Unchanged = true }, Cancellation);

        await End.HandleAsync(Status(sha, "ReconciliationSucceeded", 1), Cancellation);

        Assert.True((await TrackAsync(first.RequestId)).Final);
        Assert.True((await TrackAsync(again.RequestId)).Final);
    }

    [Fact]
    public async Task ResultsAndStatuses_AllAtOnce_AreAllSeenInTheEnd()
    {
        const int Apps = 12;
        var artifact = Stored([.. Enumerable.Range(0, Apps).Select(i => Manifest() with { App = $"{App}-{i}" })]);
        var id = await ReleaseAsync(artifact.Id);
        var writes = await Task.WhenAll(Enumerable.Range(0, Apps).Select(i => NextAsync(id, $"{App}-{i}")));

        await Parallel.ForEachAsync(writes, new ParallelOptions { MaxDegreeOfParallelism = Apps }, async (write, ct) =>
        {
            var sha = NewSha();
            var applied = Status(sha, "ReconciliationSucceeded", 2) with { App = write.App };
            await Task.WhenAll(
                End.HandleAsync(Written(write.ResultId, sha), ct),
                End.HandleAsync(Status(sha, "Progressing", 1) with { App = write.App }, ct),
                End.HandleAsync(applied, ct));
        });

        var status = await TrackAsync(id);
        Assert.Equal("processed", status.Status);
        Assert.All(status.Results, result => Assert.Equal("ReconciliationSucceeded", result.GitopsCommitStatus));
        Assert.True(status.Final);
    }

    private Task<WriteRelease> NextAsync(string requestId, string app) =>
        Server.Writer.NextAsync<WriteRelease>(write => write.RequestId == requestId && write.App == app);
}
