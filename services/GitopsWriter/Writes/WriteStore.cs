using System.Data.Common;
using Dapper;
using Gimlet.GitopsWriter.CommitStatuses;
using Gimlet.GitopsWriter.History;
using Gimlet.Persistence;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>Where an app stands in the repository.</summary>
/// <param name="Sequence">Of the last write that took effect.</param>
/// <param name="Sha">The commit that the app's directory is of; empty when it has none of ours.</param>
internal sealed record AppState(long Sequence, string Sha)
{
    public static AppState None { get; } = new(0, "");
}

/// <summary>What the writer knows about one branch: its commits, how writes ended and where each app stands.</summary>
internal sealed class WriteStore(Database database, string repository, string branch, TimeProvider clock)
{
    private readonly EnvironmentVersions _versions = new(database, clock);
    private readonly OutcomeStore _outcomes = new(database);

    /// <summary>The newest commit of ours; null when there is none.</summary>
    public async Task<string?> FindLastShaAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT sha FROM commits WHERE repository = @Repository AND branch = @Branch ORDER BY position DESC LIMIT 1
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            Sql, new { Repository = repository, Branch = branch }, cancellationToken: cancellationToken));
    }

    /// <summary>How the writes ended that ended before, by their result.</summary>
    public Task<Dictionary<string, Outcome>> FindOutcomesAsync(
        IReadOnlyList<string> resultIds, CancellationToken cancellationToken) =>
        _outcomes.FindAsync(resultIds, cancellationToken);

    /// <summary>Where the apps stand; those that were never written are left out.</summary>
    public async Task<Dictionary<(string Env, string App), AppState>> ReadAppsAsync(
        IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT apps.env, apps.app, apps.sequence, commits.sha
            FROM apps LEFT JOIN commits ON commits.position = apps.position
            WHERE apps.repository = @Repository AND apps.branch = @Branch
              AND {database.In("apps.env", "Envs")} AND {database.In("apps.app", "Apps")}
            """;
        var parameters = new
        {
            Repository = repository,
            Branch = branch,
            Envs = writes.Select(write => write.Env).Distinct().ToArray(),
            Apps = writes.Select(write => write.App).Distinct().ToArray(),
        };
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Env, string App, long Sequence, string? Sha)>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => (row.Env, row.App), row => new AppState(row.Sequence, row.Sha ?? ""));
    }

    /// <summary>Our commits of an app behind a position, the newest first.</summary>
    public async Task<IReadOnlyList<string>> ListShasAfterAsync(
        string env, string app, long position, CancellationToken cancellationToken)
    {
        // The concatenations keep planners from reading every later commit of the branch instead of the app's own.
        const string Sql = """
            SELECT sha FROM commits
            WHERE env = @Env AND app = @App AND position > @Position
              AND repository || '' = @Repository AND branch || '' = @Branch
            ORDER BY position DESC
            """;
        var parameters = new { Env = env, App = app, Position = position, Repository = repository, Branch = branch };
        await using var connection = await database.OpenAsync(cancellationToken);
        var shas = await connection.QueryAsync<string>(
            new CommandDefinition(Sql, parameters, cancellationToken: cancellationToken));
        return shas.AsList();
    }

    /// <summary>
    /// Records in one transaction what is on the branch by now, and how writes ended that needed no commit.
    /// </summary>
    public Task RecordAsync(
        IReadOnlyList<CommitRecord> commits,
        IReadOnlyDictionary<string, Outcome> outcomes,
        IReadOnlyDictionary<(string Env, string App), AppState> apps,
        long pushedAt,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                foreach (var commit in commits)
                {
                    await InsertCommitAsync(connection, transaction, commit, pushedAt);
                }

                await InsertOutcomesAsync(connection, transaction, outcomes);
                var changed = commits.Select(commit => (commit.Env, commit.App)).Concat(apps.Keys);
                var versions = await AdvanceAsync(connection, transaction, changed);
                await UpdateAppsAsync(connection, transaction, apps, versions);
            },
            cancellationToken);

    /// <summary>
    /// Forgets every commit of the branch. What was decided without a commit stays: the branch does not tell of it.
    /// </summary>
    public Task ForgetAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                // In the order in which a judgement of Flux's words takes its locks. With position 0 Flux's objects
                // count as not applied yet, and are, once the commits are back.
                const string Commits = """
                    UPDATE flux_objects SET position = 0 WHERE repository = @Repository AND branch = @Branch;
                    DELETE FROM commits WHERE repository = @Repository AND branch = @Branch;
                    """;
                const string Select = "SELECT env, app FROM apps WHERE repository = @Repository AND branch = @Branch";
                const string Apps = """
                    UPDATE apps SET position = NULL WHERE repository = @Repository AND branch = @Branch;
                    DELETE FROM app_objects WHERE repository = @Repository AND branch = @Branch;
                    """;
                var key = new { Repository = repository, Branch = branch };
                await connection.ExecuteAsync(Commits, key, transaction);
                var apps = await connection.QueryAsync<(string Env, string App)>(Select, key, transaction);
                await AdvanceAsync(connection, transaction, apps);
                await connection.ExecuteAsync(Apps, key, transaction);
            },
            cancellationToken);

    private Task<IReadOnlyDictionary<EnvironmentKey, long>> AdvanceAsync(
        DbConnection connection, DbTransaction transaction, IEnumerable<(string Env, string App)> apps) =>
        _versions.AdvanceAsync(connection, transaction, apps.Select(app => (KeyOf(app.Env), app.App)));

    private EnvironmentKey KeyOf(string env) => new(repository, branch, env);

    private async Task InsertCommitAsync(
        DbConnection connection, DbTransaction transaction, CommitRecord commit, long pushedAt)
    {
        const string Insert = """
            INSERT INTO commits (
                repository, branch, sha, result_id, request_id, kind, env, app, path, sequence, artifact_id,
                triggered_by, release, source_repository, rolled_back, created, pushed_at, status, status_message,
                status_version, status_observed_at)
            VALUES (
                @Repository, @Branch, @Sha, @ResultId, @RequestId, @Kind, @Env, @App, @Path, @Sequence, @ArtifactId,
                @TriggeredBy, @Release, @SourceRepository, 0, @Created, @PushedAt, 'NotReconciled', '',
                @StatusVersion, @PushedAt)
            ON CONFLICT DO NOTHING
            RETURNING position
            """;
        var mark = $"""
            UPDATE commits SET rolled_back = @RolledBack
            WHERE {database.In("sha", "Shas")} AND repository = @Repository AND branch = @Branch
            """;
        var parameters = new DynamicParameters(commit);
        parameters.AddDynamicParams(new { Repository = repository, Branch = branch, PushedAt = pushedAt });
        var position = await connection.ExecuteScalarAsync<long?>(Insert, parameters, transaction);
        if (position is not null)
        {
            var app = new AppCommit(repository, branch, commit.Env, commit.App, commit.Path, position.Value);
            await ObjectIndex.RecordAsync(connection, transaction, app, commit.Objects);
        }

        foreach (var (shas, rolledBack) in new[] { (commit.Reverts, 1L), ([commit.Restores], 0L) })
        {
            if (commit.Restores.Length > 0 && shas.Count > 0)
            {
                var marked = new
                {
                    Shas = shas.ToArray(), RolledBack = rolledBack, Repository = repository, Branch = branch,
                };
                await connection.ExecuteAsync(mark, marked, transaction);
            }
        }
    }

    private async Task InsertOutcomesAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyDictionary<string, Outcome> outcomes)
    {
        const string Insert = """
            INSERT INTO outcomes (result_id, repository, branch, sha, reason, created)
            VALUES (@ResultId, @Repository, @Branch, @Sha, @Reason, @Created)
            ON CONFLICT DO NOTHING
            """;
        var created = Contracts.UnixMicroseconds.Now(clock);
        await connection.ExecuteAsync(
            Insert,
            outcomes.Select(outcome => new
            {
                ResultId = outcome.Key,
                Repository = repository,
                Branch = branch,
                outcome.Value.Sha,
                outcome.Value.Reason,
                Created = created,
            }),
            transaction);
    }

    private async Task UpdateAppsAsync(
        DbConnection connection,
        DbTransaction transaction,
        IReadOnlyDictionary<(string Env, string App), AppState> apps,
        IReadOnlyDictionary<EnvironmentKey, long> versions)
    {
        const string Upsert = """
            INSERT INTO apps (repository, branch, env, app, sequence, version, position)
            VALUES (@Repository, @Branch, @Env, @App, @Sequence, @Version, (
                SELECT position FROM commits WHERE sha = @Sha AND repository = @Repository AND branch = @Branch))
            ON CONFLICT (repository, branch, env, app) DO UPDATE
            SET position = excluded.position, version = excluded.version,
                sequence = CASE WHEN apps.sequence > excluded.sequence THEN apps.sequence ELSE excluded.sequence END
            WHERE apps.sequence <= excluded.sequence OR apps.position IS NULL
            """;
        await connection.ExecuteAsync(
            Upsert,
            apps.Select(app => new
            {
                Repository = repository,
                Branch = branch,
                app.Key.Env,
                app.Key.App,
                app.Value.Sequence,
                Version = versions[KeyOf(app.Key.Env)],
                app.Value.Sha,
            }),
            transaction);
    }
}
