using Gimlet.Contracts;
using Gimlet.Contracts.Gitops;
using Gimlet.Persistence;
using Gimlet.Policy.Tracking;

namespace Gimlet.Policy.Results;

/// <summary>Flux's newest word about each commit, whether it comes before the commit's result or after it.</summary>
internal sealed class CommitStatusStore(
    [FromKeyedServices(PolicyService.DatabaseName)] Database database, SnapshotWriter snapshots, TimeProvider clock)
{
    // The index has only hashes that are not empty, and SQLite does not look into a parameter.
    internal const string RequestsSql = """
        SELECT DISTINCT request_id FROM results
        WHERE hash = @Sha AND hash <> '' AND env = @Env AND app = @App ORDER BY request_id
        """;

    private const string NotReconciled = "NotReconciled";

    // Smaller than every version that the gitops writer gives.
    private const long NothingHeard = -1;

    /// <summary>Takes over a status that is newer than the one that is known.</summary>
    /// <returns>The requests that changed by it.</returns>
    public Task<IReadOnlyList<string>> ApplyAsync(CommitStatusChanged change, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ApplyAsync(session, change), cancellationToken);

    /// <summary>Holds a commit's status until the transaction ends; not reconciled when nothing is known.</summary>
    /// <remarks>
    /// A result gets its commit and the commit its status in two transactions at the same time: without this lock
    /// each could miss what the other has not committed yet, and the status would be lost.
    /// </remarks>
    public Task LockAsync(SqlSession session, string repository, string sha, string env, string app) =>
        session.ExecuteAsync(
            """
            INSERT INTO commit_statuses (sha, env, app, repository, status, message, status_version, observed_at)
            VALUES (@sha, @env, @app, @repository, @NotReconciled, '', @NothingHeard, 0)
            ON CONFLICT (sha, env, app) DO UPDATE SET repository = excluded.repository
            """,
            new { sha, env, app, repository, NotReconciled, NothingHeard });

    /// <summary>Commits whose results ended since a time and that Flux has not applied, the newest first.</summary>
    public Task<IReadOnlyList<UnsettledCommit>> ListUnsettledAsync(
        long since, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.ListAsync<UnsettledCommit>(
                """
                SELECT results.hash AS sha, MIN(COALESCE(commit_statuses.status_version, @NothingHeard)) AS version
                FROM results
                LEFT JOIN commit_statuses ON commit_statuses.sha = results.hash
                    AND commit_statuses.env = results.env AND commit_statuses.app = results.app
                WHERE results.hash <> '' AND results.ended_at >= @since
                  AND COALESCE(commit_statuses.status, '') <> 'ReconciliationSucceeded'
                GROUP BY results.hash
                ORDER BY MAX(results.ended_at) DESC LIMIT @limit
                """,
                new { since, limit, NothingHeard }),
            cancellationToken);

    private async Task<IReadOnlyList<string>> ApplyAsync(SqlSession session, CommitStatusChanged change)
    {
        const string Upsert = """
            INSERT INTO commit_statuses (sha, env, app, repository, status, message, status_version, observed_at)
            VALUES (@Sha, @Env, @App, @Repository, @Status, @Message, @StatusVersion, @ObservedAt)
            ON CONFLICT (sha, env, app) DO UPDATE SET
                repository = excluded.repository, status = excluded.status, message = excluded.message,
                status_version = excluded.status_version, observed_at = excluded.observed_at
            WHERE excluded.status_version > commit_statuses.status_version
            """;
        var row = change with
        {
            Status = DisplayText.Name(change.Status),
            Message = DisplayText.Message(change.Message),
        };
        if (await session.ExecuteAsync(Upsert, row) == 0)
        {
            return [];
        }

        // In order, so that two commits of the same requests do not wait for each other in a circle.
        var requests = await session.ListAsync<string>(RequestsSql, row);
        var changed = new List<string>();
        foreach (var request in requests)
        {
            if (await snapshots.AppendAsync(session, request, UnixMicroseconds.Now(clock)))
            {
                changed.Add(request);
            }
        }

        return changed;
    }
}
