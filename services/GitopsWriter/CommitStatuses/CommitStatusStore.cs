using System.Data.Common;
using System.Text;
using Dapper;
using Gimlet.Contracts.Gitops;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>Moves the status of commits, and never backwards.</summary>
/// <remarks>
/// A commit that succeeded keeps that status: it was applied, and what becomes of the Kustomization later, a health
/// check of the next interval say, is another commit's matter or nobody's. Before that the word counts that is about
/// the newest revision; of the words about one revision a failure, because retries go through Progressing again and
/// again; and of those the latest. So the outcome depends on what was said only, not on the order in which it arrives.
/// </remarks>
internal static class CommitStatusStore
{
    // status is compared with a literal, else the partial index on open commits would not be used.
    private const string Covered = """
        repository = @Repository AND branch = @Branch AND status <> 'ReconciliationSucceeded' AND position <= @UpTo
          AND (@Env = '' OR env = @Env)
          AND (@PathLength <= 0 OR path = @Path OR substr(path, 1, @PathLength + 1) = @Path || '/')
          AND NOT EXISTS (
            SELECT 1 FROM flux_objects f
            WHERE f.repository = @Repository AND f.branch = @Branch AND f.kind = 'Kustomization'
              AND f.seen_at >= @SeenSince AND length(f.path) > @PathLength
              AND (f.path = '' OR f.path = commits.path
                OR substr(commits.path, 1, length(f.path) + 1) = f.path || '/'))
        """;

    private const string Newer = """
        (@Position > status_position OR (@Position = status_position
          AND (@Failed > status_failed OR (@Failed = status_failed AND @ObservedAt >= status_observed_at))))
        """;

    private const string Change = """
        status_version = status_version + 1, status_position = @Position, status_failed = @Failed,
        status_observed_at = @ObservedAt
        """;

    private const string Changed = "RETURNING repository, sha, env, app, status, status_message, status_version";

    private const string SettleSql = $"""
        UPDATE commits SET status = 'ReconciliationSucceeded', status_message = @Message, {Change}
        WHERE {Covered}
        {Changed}
        """;

    /// <summary>
    /// Settles every covered commit that the revision contains, also those that Flux skipped or that had failed.
    /// </summary>
    public static Task<IReadOnlyList<CommitStatusChanged>> SettleAsync(
        DbConnection connection, DbTransaction transaction, CommitScope scope, Verdict verdict, long seenSince) =>
        QueryAsync(connection, transaction, SettleSql, Parameters(scope, verdict, seenSince), verdict.ObservedAt);

    /// <summary>Says what Flux is at, or what went wrong, on covered commits that have not succeeded.</summary>
    public static async Task<IReadOnlyList<CommitStatusChanged>> MoveAsync(
        DbConnection connection, DbTransaction transaction, CommitScope scope, Verdict verdict, long seenSince)
    {
        var parameters = Parameters(scope, verdict, seenSince);
        var where = $"{Covered} AND {Newer}{Named(verdict, parameters)}";

        // The same word again is no news, but must still outweigh the ones between that arrive late.
        await connection.ExecuteAsync(
            $"""
            UPDATE commits
            SET status_position = @Position, status_failed = @Failed, status_observed_at = @ObservedAt
            WHERE {where} AND status = @Status AND status_message = @Message
            """,
            parameters,
            transaction);
        return await QueryAsync(
            connection,
            transaction,
            $"""
            UPDATE commits SET status = @Status, status_message = @Message, {Change}
            WHERE {where} AND (status <> @Status OR status_message <> @Message)
            {Changed}
            """,
            parameters,
            verdict.ObservedAt);
    }

    /// <summary>
    /// Explains why commits stay NotReconciled, or with an empty message takes back what began with
    /// <paramref name="prefix"/>.
    /// </summary>
    public static Task<IReadOnlyList<CommitStatusChanged>> ExplainAsync(
        DbConnection connection,
        DbTransaction transaction,
        CommitScope scope,
        string prefix,
        string message,
        long observedAt)
    {
        const string sql = $"""
            UPDATE commits
            SET status_message = @message, status_version = status_version + 1, status_observed_at = @observedAt
            WHERE repository = @Repository AND branch = @Branch AND status <> 'ReconciliationSucceeded'
              AND status = 'NotReconciled' AND (@Env = '' OR env = @Env) AND status_message <> @message
              AND (@message <> '' OR substr(status_message, 1, length(@prefix)) = @prefix)
            {Changed}
            """;
        var parameters = new { scope.Repository, scope.Branch, scope.Env, prefix, message, observedAt };
        return QueryAsync(connection, transaction, sql, parameters, observedAt);
    }

    // An app whose objects are not known, because it was written before they were recorded, cannot be told from the
    // failing ones. Others keep their state: theirs is not the failure, and Flux has not called them ready either.
    private static string Named(Verdict verdict, DynamicParameters parameters)
    {
        if (verdict.FailingObjects.Count == 0)
        {
            return "";
        }

        var names = new StringBuilder();
        for (var i = 0; i < verdict.FailingObjects.Count; i++)
        {
            var failing = verdict.FailingObjects[i];
            names.Append(i == 0 ? "" : ", ")
                .Append(FormattableString.Invariant($"(@k{i}, @n{i}, @s{i}), (@k{i}, @n{i}, '')"));
            parameters.Add($"k{i}", failing.Kind);
            parameters.Add($"n{i}", failing.Name);
            parameters.Add($"s{i}", failing.Namespace);
        }

        const string objects = """
            SELECT 1 FROM app_objects o
            WHERE o.repository = @Repository AND o.branch = @Branch AND o.path = commits.path
            """;
        return $"""

              AND (NOT EXISTS ({objects})
                OR EXISTS ({objects} AND (o.kind, o.name, o.namespace) IN (VALUES {names})))
            """;
    }

    private static DynamicParameters Parameters(CommitScope scope, Verdict verdict, long seenSince) =>
        new(new
        {
            scope.Repository,
            scope.Branch,
            scope.Env,
            Path = scope.Path ?? "",
            scope.PathLength,
            verdict.Status,
            verdict.Message,
            verdict.UpTo,
            verdict.Position,
            verdict.ObservedAt,
            Failed = verdict.Failed ? 1L : 0L,
            SeenSince = seenSince,
        });

    private static async Task<IReadOnlyList<CommitStatusChanged>> QueryAsync(
        DbConnection connection, DbTransaction transaction, string sql, object parameters, long observedAt)
    {
        var rows = await connection.QueryAsync<Row>(sql, parameters, transaction);
        return [.. rows.Select(row => new CommitStatusChanged
        {
            Repository = row.Repository,
            Sha = row.Sha,
            Env = row.Env,
            App = row.App,
            Status = row.Status,
            Message = row.StatusMessage,
            StatusVersion = row.StatusVersion,
            ObservedAt = observedAt,
        })];
    }

    private sealed record Row
    {
        public required string Repository { get; init; }

        public required string Sha { get; init; }

        public required string Env { get; init; }

        public required string App { get; init; }

        public required string Status { get; init; }

        public required string StatusMessage { get; init; }

        public required long StatusVersion { get; init; }
    }
}
