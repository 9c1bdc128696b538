using Gimlet.Contracts;
using Gimlet.Contracts.Gitops;
using Gimlet.Persistence;
using Gimlet.Policy.Tracking;

namespace Gimlet.Policy.Results;

/// <summary>How results end, and which have not.</summary>
internal sealed class ResultStore(
    [FromKeyedServices(PolicyService.DatabaseName)] Database database,
    CommitStatusStore commits,
    SnapshotWriter snapshots,
    TimeProvider clock)
{
    /// <summary>Ends a result with its commit.</summary>
    /// <remarks>What is on the remote branch is a fact: it also replaces a failure that was reported before.</remarks>
    /// <returns>The request that changed; null when the result is not known or has its commit already.</returns>
    public Task<string?> SucceedAsync(ReleaseWritten written, CancellationToken cancellationToken)
    {
        const string Update = """
            UPDATE results SET status = 'success', status_desc = '', repository = @Repository, hash = @Sha,
                ended_at = @now
            WHERE id = @ResultId AND status <> 'success'
            """;
        return EndAsync(
            written.ResultId,
            async (session, result, now) =>
            {
                if (written.Sha.Length > 0)
                {
                    await commits.LockAsync(session, written.Repository, written.Sha, result.Env, result.App);
                }

                return await session.ExecuteAsync(
                    Update, new { written.ResultId, written.Repository, written.Sha, now });
            },
            cancellationToken);
    }

    /// <summary>Ends a pending result without a commit.</summary>
    /// <returns>The request that changed; null when the result is not known or has ended already.</returns>
    public Task<string?> FailAsync(ReleaseRejected rejected, CancellationToken cancellationToken)
    {
        const string Update = """
            UPDATE results SET status = 'failure', status_desc = @reason, ended_at = @now
            WHERE id = @ResultId AND status = 'pending'
            """;
        return EndAsync(
            rejected.ResultId,
            (session, _, now) => session.ExecuteAsync(
                Update, new { rejected.ResultId, reason = DisplayText.Message(rejected.Reason), now }),
            cancellationToken);
    }

    /// <summary>What is still to be written, in sequence order.</summary>
    public Task<IReadOnlyList<PendingRow>> ListPendingAsync(
        long afterSequence, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.ListAsync<PendingRow>(
                """
                SELECT results.kind, results.id, results.request_id, results.sequence, results.app, results.env,
                       results.manifest, results.version, results.artifact_id, results.triggered_by,
                       results.requested_at, results.target_sha, results.predecessor, requests.trace_parent
                FROM results JOIN requests ON requests.id = results.request_id
                WHERE results.status = 'pending' AND results.sequence > @afterSequence
                ORDER BY results.sequence LIMIT @limit
                """,
                new { afterSequence, limit }),
            cancellationToken);

    /// <summary>The ids of what is still to be written, with their sequence, in its order.</summary>
    public Task<IReadOnlyList<PendingId>> ListPendingIdsAsync(
        long afterSequence, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.ListAsync<PendingId>(
                """
                SELECT id, sequence FROM results
                WHERE status = 'pending' AND sequence > @afterSequence
                ORDER BY sequence LIMIT @limit
                """,
                new { afterSequence, limit }),
            cancellationToken);

    public Task<long> CountPendingAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.ScalarAsync<long>(
                "SELECT COUNT(*) FROM results WHERE status = 'pending'", new { }),
            cancellationToken);

    private Task<string?> EndAsync(
        string resultId, Func<SqlSession, ResultPlace, long, Task<int>> end, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var result = await session.FindAsync<ResultPlace>(
                    "SELECT request_id, env, app FROM results WHERE id = @resultId", new { resultId });
                var now = UnixMicroseconds.Now(clock);
                if (result is null || await end(session, result, now) == 0)
                {
                    return null;
                }

                await snapshots.AppendAsync(session, result.RequestId, now);
                return result.RequestId;
            },
            cancellationToken);

    private sealed record ResultPlace
    {
        public required string RequestId { get; init; }

        public required string Env { get; init; }

        public required string App { get; init; }
    }
}
