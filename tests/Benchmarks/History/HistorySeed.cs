using Dapper;
using Gimlet.GitopsWriter;
using Gimlet.GitopsWriter.History;
using Gimlet.Persistence;

namespace Gimlet.Benchmarks.History;

/// <summary>Fills a writer's database with a long history, as the writer would have recorded it.</summary>
internal sealed class HistorySeed(Database database, string repository)
{
    public const string Env = "staging";

    // One second between commits, in microseconds.
    public const long Second = 1_000_000;
    public const long Start = 1_600_000_000 * Second;

    // Set by set, which both databases do in a minute where a statement per row would take an hour.
    private const string Commits = """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @commits)
        INSERT INTO commits (
            repository, branch, sha, result_id, request_id, kind, env, app, path, sequence, artifact_id, triggered_by,
            release, source_repository, rolled_back, created, pushed_at, status, status_message, status_version,
            status_observed_at)
        SELECT @repository, 'main', SUBSTR('0123456789012345678901234567890' || (1000000000 + i), -40), 'result-' || i,
            'request-' || i, CASE WHEN i % 100 = 0 THEN 'rollback' ELSE 'release' END, @Env, 'app-' || (i % @apps),
            @Env || '/app-' || (i % @apps), i, 'owner/app-' || i, 'jane',
            '{"app":"app-' || (i % @apps) || '","env":"staging",'
                || '"artifactId":"owner/app-' || i || '","triggeredBy":"jane",'
              || '"version":{"repositoryName":"owner/app-' || (i % @apps) || '","created":1600000000,"branch":"main",'
              || '"sha":"0123456789012345678901234567890123456789","event":"push","authorName":"Jane Doe",'
              || '"authorEmail":"jane@example.com","committerName":"Jane Doe","committerEmail":"jane@example.com",'
              || '"message":"Change what customers see when a payment is refused (#' || i || ')",'
              || '"url":"https://example.com/owner/app/commit/0123456789"},"created":1600000000}',
            'owner/app-' || (i % @apps), 0, @Start + i * @Second, @Start + i * @Second, 'ReconciliationSucceeded',
            'Applied revision: main@sha1:0123456789012345678901234567890123456789', 2, @Start + i * @Second
        FROM n
        """;

    private const string Apps = """
        INSERT INTO apps (repository, branch, env, app, sequence, position)
        SELECT repository, branch, env, app, MAX(sequence), MAX(position) FROM commits
        GROUP BY repository, branch, env, app
        """;

    public async Task FillAsync(int commits, int apps, CancellationToken cancellationToken)
    {
        await new Migrator(database, typeof(GitopsWriterService).Assembly).MigrateAsync(cancellationToken);
        var parameters = new { commits, apps, repository, Env, Start, Second };
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                // SQLite counts from the end with a negative number, PostgreSQL has a function for it.
                var sql = database.Dialect == SqlDialect.Postgres
                    ? Commits.Replace("SUBSTR", "RIGHT", StringComparison.Ordinal)
                        .Replace(", -40)", ", 40)", StringComparison.Ordinal)
                    : Commits;
                await connection.ExecuteAsync(sql, parameters, transaction, commandTimeout: 0);
                await connection.ExecuteAsync(Apps, parameters, transaction, commandTimeout: 0);
            },
            cancellationToken);

        // Only the planner's figures: rows that were never vacuumed are the harder case for PostgreSQL.
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync("ANALYZE commits; ANALYZE apps", commandTimeout: 0);
    }

    /// <summary>Changes the status of one app, as a word of Flux does.</summary>
    public Task TouchAsync(string app, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            const string Sql = """
                UPDATE commits SET status_version = status_version + 1
                WHERE position = (SELECT position FROM apps WHERE env = @Env AND app = @app)
                """;
            await connection.ExecuteAsync(Sql, new { Env, app }, transaction);
            var versions = new EnvironmentVersions(database, TimeProvider.System);
            await versions.AdvanceAsync(connection, transaction, [(new EnvironmentKey(repository, "main", Env), app)]);
        },
        cancellationToken);
}
