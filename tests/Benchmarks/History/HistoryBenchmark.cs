using System.Diagnostics;
using Gimlet.GitopsWriter;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.Persistence;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Benchmarks.History;

/// <summary>
/// How long <c>GET /api/releases</c>, <c>/api/status</c> and <c>/api/gitopsCommits</c> take at the client.
/// </summary>
internal sealed class HistoryBenchmark
{
    private const int WarmUp = 30;
    private const int Runs = 201;

    private readonly Random _random = new(1);

    public required GimletForm Form { get; init; }

    public required bool OnPostgres { get; init; }

    public required int Commits { get; init; }

    public required int Apps { get; init; }

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        // Not a private folder: PostgreSQL may run as another user.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"gimlet-history-{Guid.NewGuid():N}"));
        await using var postgres = OnPostgres ? new PostgresServer(Path.Combine(folder.FullName, "postgres")) : null;
        try
        {
            if (postgres is not null)
            {
                await postgres.StartAsync(cancellationToken);
            }

            await RunAsync(output, folder.FullName, postgres?.Address, cancellationToken);
        }
        finally
        {
            if (postgres is not null)
            {
                await postgres.KillAsync();
            }

            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(
        TextWriter output, string folder, string? postgres, CancellationToken cancellationToken)
    {
        var remote = Path.Combine(folder, "remote.git");
        LibGit2Sharp.Repository.Init(remote, isBare: true);
        var options = postgres is null
            ? new DatabaseOptions { DataPath = folder }
            : new DatabaseOptions { Driver = "postgres", Config = postgres };
        var settings = new Dictionary<string, string?>
        {
            ["GITOPS_REPO"] = remote,
            ["DATABASE_DRIVER"] = options.Driver,
            ["DATABASE_CONFIG"] = postgres ?? folder,
            ["LOG_LEVEL"] = "Warning",
        };
        await using var database = Database.Create(options, GitopsWriterService.DatabaseName);
        var seed = new HistorySeed(database, RepositoryAddress.Normalise(remote));
        await seed.FillAsync(Commits, Apps, cancellationToken);
        await output.WriteLineAsync($"{Commits} commits, {Apps} apps, {database.Dialect}, {Form}; in ms at the client");

        await using (var installation = await Installation.StartAsync(Form, settings, cancellationToken))
        {
            using var client = new GimletClient(installation.Address, Installation.AdminToken);
            await MeasureListsAsync(output, client, cancellationToken);
            await MeasureStatusAsync(output, client, seed, cancellationToken);
        }

        settings["STATUS_CACHE_BYTES"] = "0";
        await using (var installation = await Installation.StartAsync(Form, settings, cancellationToken))
        {
            using var client = new GimletClient(installation.Address, Installation.AdminToken);
            await MeasureAsync(
                output,
                "status of all, nothing kept",
                51,
                () => GetAsync(client, $"status?env={HistorySeed.Env}", cancellationToken));
        }
    }

    private async Task MeasureListsAsync(TextWriter output, GimletClient client, CancellationToken cancellationToken)
    {
        const string Env = $"env={HistorySeed.Env}";
        foreach (var (what, query) in new (string, Func<string>)[]
        {
            ("releases", () => $"releases?{Env}"),
            ("releases of an app", () => $"releases?{Env}&app={App()}"),
            ("releases of a source", () => $"releases?{Env}&git-repo=owner/{App()}"),
            ("releases of an hour", () => $"releases?{Env}&{Hour()}"),
            ("releases, 1,000 of them", () => $"releases?{Env}&limit=1000"),
            ("releases, offset 10,000", () => $"releases?{Env}&offset=10000"),
            ("releases, offset of half", () => $"releases?{Env}&offset={Commits / 2}"),
            ("commits", () => "gitopsCommits"),
        })
        {
            await MeasureAsync(output, what, Runs, () => GetAsync(client, query(), cancellationToken));
        }

        var depths = new[] { ("10,000", 10_000), ("half", Commits / 2), ("nearly all", Commits * 9 / 10) };
        foreach (var (what, depth) in depths)
        {
            var page = await NextAsync(client, $"releases?{Env}&limit=10&offset={depth}", cancellationToken);
            await MeasureAsync(
                output, $"releases, cursor behind {what}", Runs, () => GetAsync(client, page, cancellationToken));
        }

        var commits = await NextAsync(client, $"gitopsCommits?offset={Commits / 2}", cancellationToken);
        await MeasureAsync(
            output, "commits, cursor behind half", Runs, () => GetAsync(client, commits, cancellationToken));
    }

    // The page behind one, as the answer links it.
    private static async Task<string> NextAsync(GimletClient client, string query, CancellationToken cancellationToken)
    {
        using var response = await client.Http.GetAsync(new Uri($"/api/{query}", UriKind.Relative), cancellationToken);
        return response.Headers.GetValues("Link").Single().Split('<', '>')[1]["/api/".Length..];
    }

    private async Task MeasureStatusAsync(
        TextWriter output, GimletClient client, HistorySeed seed, CancellationToken cancellationToken)
    {
        const string Route = $"status?env={HistorySeed.Env}";
        await MeasureAsync(
            output, "status of an app", Runs, () => GetAsync(client, $"{Route}&app={App()}", cancellationToken));

        var size = await GetAsync(client, Route, cancellationToken);
        var what = $"status of all ({size / 1e6:0.0} MB)";
        await MeasureAsync(output, what, Runs, () => GetAsync(client, Route, cancellationToken));
        await MeasureAsync(
            output,
            "  after a change of one app",
            Runs,
            () => GetAsync(client, Route, cancellationToken),
            () => seed.TouchAsync(App(), cancellationToken));

        using var first = await client.Http.GetAsync(new Uri($"/api/{Route}", UriKind.Relative), cancellationToken);
        client.Http.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        await MeasureAsync(output, "  that the client has", Runs, () => GetAsync(client, Route, cancellationToken));
        client.Http.DefaultRequestHeaders.IfNoneMatch.Clear();
    }

    private static async Task<long> GetAsync(GimletClient client, string query, CancellationToken cancellationToken)
    {
        using var response = await client.Http.GetAsync(
            new Uri($"/api/{query}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode >= 400)
        {
            response.EnsureSuccessStatusCode();
        }

        // Read and dropped, as a client that has a file for it would.
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[256 * 1024];
        var length = 0L;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; length += read)
        {
        }

        return length;
    }

    private static async Task MeasureAsync(
        TextWriter output, string what, int runs, Func<Task<long>> ask, Func<Task>? prepare = null)
    {
        var times = new List<double>();
        for (var run = 0; run < WarmUp + runs; run++)
        {
            await (prepare?.Invoke() ?? Task.CompletedTask);
            var started = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var sorted = times.Skip(WarmUp).Order().ToList();
        await output.WriteLineAsync(
            $"  {what,-32} median {sorted[runs / 2],7:0.0}   p99 {sorted[runs * 99 / 100],7:0.0}");
    }

    private string App() => $"app-{_random.Next(Apps)}";

    private string Hour()
    {
        var second = (HistorySeed.Start / HistorySeed.Second) + _random.Next(Commits);
        var start = DateTimeOffset.FromUnixTimeSeconds(second);
        return $"since={start:yyyy-MM-ddTHH:mm:ssZ}&until={start.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}";
    }
}
