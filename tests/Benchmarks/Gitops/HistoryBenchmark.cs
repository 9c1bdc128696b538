using System.CommandLine;
using System.Diagnostics;
using Dapper;
using Gimlet.GitopsWriter;
using Gimlet.GitopsWriter.History;
using Gimlet.Persistence;

namespace Gimlet.Benchmarks.Gitops;

/// <summary>How long the queries behind <c>GET /api/releases</c> and <c>/api/status</c> take over a long history.</summary>
internal sealed class HistoryBenchmark(Database database, int commits, int apps, int environments)
{
    private const string Repository = "example.com/owner/gitops";

    // One second between commits, in microseconds.
    private const long Second = 1_000_000;
    private const long Start = 1_600_000_000 * Second;

    private readonly Random _random = new(1);

    public static Command Command()
    {
        var commits = new Option<int>("--commits") { Description = "Commits", DefaultValueFactory = _ => 1_000_000 };
        var apps = new Option<int>("--apps") { Description = "Apps in all", DefaultValueFactory = _ => 10_000 };
        var environments = new Option<int>("--envs") { Description = "Environments", DefaultValueFactory = _ => 20 };
        var postgres = new Option<string?>("--postgres")
        {
            Description = "postgres:// address of an empty database, instead of SQLite",
        };
        var command = new Command("history", "Medians of the queries behind releases and status")
        {
            commits, apps, environments, postgres,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var folder = Directory.CreateTempSubdirectory("gimlet-history-").FullName;
            var options = parsed.GetValue(postgres) is { } address
                ? new DatabaseOptions { Driver = "postgres", Config = address }
                : new DatabaseOptions { DataPath = folder };
            await using (var database = Database.Create(options, GitopsWriterService.DatabaseName))
            {
                await new HistoryBenchmark(
                    database, parsed.GetValue(commits), parsed.GetValue(apps), parsed.GetValue(environments)).RunAsync(stop);
            }

            Directory.Delete(folder, recursive: true);
        });
        return command;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await new Migrator(database, typeof(GitopsWriterService).Assembly).MigrateAsync(cancellationToken);
        await FillAsync(cancellationToken);
        await TidyAsync(cancellationToken);
        var releases = new ReleaseStore(database);
        var log = new CommitStore(database);
        Console.WriteLine($"{commits} commits, {apps} apps, {environments} environments, {database.Dialect}; medians in ms");
        await MeasureAsync("releases of an environment", () => releases.ListAsync(Filter(), cancellationToken));
        await MeasureAsync(
            "releases of an app",
            () => releases.ListAsync(WithApp(), cancellationToken));
        await MeasureAsync(
            "releases of an environment and source",
            () => releases.ListAsync(Filter() with { SourceRepository = $"owner/app-{App()}" }, cancellationToken));
        await MeasureAsync(
            "releases between two times",
            () =>
            {
                var until = Start + (_random.Next(commits) * Second);
                return releases.ListAsync(Filter() with { Since = until - (3600 * Second), Until = until }, cancellationToken);
            });
        await MeasureAsync(
            "releases 10,000 back",
            () => releases.ListAsync(Filter() with { Offset = 10_000 }, cancellationToken));
        await MeasureAsync(
            "status of an app",
            () =>
            {
                var app = App();
                return releases.ListCurrentAsync(Repository, "main", Env(app), AppName(app), cancellationToken);
            });
        await MeasureAsync(
            $"status of an environment ({apps / environments} apps)",
            () => releases.ListCurrentAsync(Repository, "main", Env(App()), "", cancellationToken));
        await MeasureAsync("newest commits", () => log.ListAsync("", "", 10, 0, cancellationToken));
        await MeasureAsync("newest commits of a repository", () => log.ListAsync("", Repository, 10, 0, cancellationToken));
        await MeasureAsync("newest commits of an environment", () => log.ListAsync(Env(App()), "", 10, 0, cancellationToken));
    }

    private int App() => _random.Next(apps);

    private string Env(int app) => $"env-{app % environments}";

    private static string AppName(int app) => $"app-{app}";

    private ReleaseFilter Filter() => new() { Env = Env(App()), Limit = 10 };

    private ReleaseFilter WithApp()
    {
        var app = App();
        return new ReleaseFilter { Env = Env(app), App = AppName(app), Limit = 10 };
    }

    private static async Task MeasureAsync<T>(string what, Func<Task<IReadOnlyList<T>>> query)
    {
        const int Warmups = 20;
        const int Runs = 201;
        var times = new List<double>();
        for (var run = 0; run < Warmups + Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await query();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var sorted = times.Skip(Warmups).Order().ToList();
        Console.WriteLine($"  {what,-45} {sorted[Runs / 2],8:0.00}   p99 {sorted[Runs * 99 / 100],8:0.00}");
    }

    // Set by set, which both databases do in a minute where a statement per row would take an hour.
    private Task FillAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var parameters = new { commits, apps, environments, Repository, Start, Second };
            await connection.ExecuteAsync(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @commits)
                INSERT INTO commits (
                    repository, branch, sha, result_id, request_id, kind, env, app, path, sequence, artifact_id,
                    triggered_by, release, source_repository, rolled_back, created, pushed_at, status, status_message, status_version,
                    status_observed_at)
                SELECT @Repository, 'main', 'sha-' || i, 'result-' || i, 'request-' || i,
                    CASE WHEN i % 100 = 0 THEN 'rollback' ELSE 'release' END,
                    'env-' || (i % @apps % @environments), 'app-' || (i % @apps),
                    'env-' || (i % @apps % @environments) || '/app-' || (i % @apps), i, 'owner/app-' || i, 'jane',
                    '{"app":"app-' || (i % @apps) || '","artifactId":"owner/app-' || i || '","triggeredBy":"jane",'
                      || '"version":{"repositoryName":"owner/app","sha":"0123456789012345678901234567890123456789",'
                      || '"branch":"main","event":"push","authorName":"Jane","message":"Change something"},"created":1}',
                    'owner/app-' || (i % @apps), 0, @Start + i * @Second, @Start + i * @Second,
                    'ReconciliationSucceeded', 'Applied revision', 2, @Start + i * @Second
                FROM n
                """,
                parameters,
                transaction,
                commandTimeout: 0);
            await connection.ExecuteAsync(
                """
                INSERT INTO apps (repository, branch, env, app, sequence, position)
                SELECT repository, branch, env, app, MAX(sequence), MAX(position) FROM commits
                GROUP BY repository, branch, env, app
                """,
                parameters,
                transaction,
                commandTimeout: 0);
        },
        cancellationToken);

    // What PostgreSQL does by itself in the course of time.
    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            database.Dialect == SqlDialect.Postgres ? "VACUUM ANALYZE commits" : "ANALYZE commits", commandTimeout: 0);
    }
}
