using Dapper;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Persistence;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>Several writers of one repository: those that share a lock, and those that know nothing of each other.</summary>
public sealed class ReplicaTests(PostgresDatabase postgres) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private const int Replicas = 4;
    private const int Apps = 12;
    private const int Releases = 144;
    private const int Foreign = 8;

    private readonly FileRemote _remote = new();
    private readonly List<WriterFixture> _writers = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            await writer.StopAsync();
        }

        await _remote.DisposeAsync();
    }

    [Fact]
    public async Task Replicas_WithOneDatabase_WriteEveryReleaseOnceAndInOrder()
    {
        postgres.Require();
        await StartAsync(_ => postgres.Options);
        var foreign = WriteForeignFilesAsync();
        var writes = Enumerable.Range(0, Releases)
            .Select(number => WriterFixture.Release($"app-{number % Apps}", $"v: {number}\n"))
            .ToList();

        // Every release reaches two replicas, as a message that is delivered again does.
        var outcomes = await Task.WhenAll(writes.SelectMany((write, number) => new[]
        {
            _writers[number % Replicas].WriteAsync(write), _writers[(number + 1) % Replicas].WriteAsync(write),
        }));
        await foreign;

        var results = ResultsOnBranch();
        Assert.Equal(results.Distinct().Count(), results.Count);
        Assert.All(outcomes, outcome => Assert.True(outcome.Sha.Length > 0 || IsSuperseded(outcome), outcome.Reason));
        Assert.Equal(
            outcomes.Where(outcome => outcome.Sha.Length > 0).Select(outcome => outcome.Sha).Distinct().Count(), results.Count);
        foreach (var app in writes.GroupBy(write => write.App))
        {
            Assert.Equal(
                app.Last().Manifest.Manifests!.Trim(), _remote.Git("show", $"main:staging/{app.Key}/manifests.yaml"));
        }

        AssertForeignFiles();
    }

    [Fact]
    public async Task Writers_ThatIgnoreEachOther_LoseNobodysFiles()
    {
        await StartAsync(number => new DatabaseOptions { DataPath = Path.Combine(_remote.Root, $"database-{number}") });
        var foreign = WriteForeignFilesAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Releases).Select(number =>
            _writers[number % Replicas].WriteAsync(WriterFixture.Release($"app-{number}", $"v: {number}\n"))));
        await foreign;

        Assert.All(outcomes, outcome => Assert.Equal("written", outcome.Name));
        Assert.Equal(Releases, ResultsOnBranch().Distinct().Count());
        for (var number = 0; number < Releases; number++)
        {
            Assert.Equal($"v: {number}", _remote.Git("show", $"main:staging/app-{number}/manifests.yaml"));
        }

        AssertForeignFiles();
        _remote.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Lock_OfAReplicaThatDied_IsFree()
    {
        postgres.Require();
        await using var database = Database.Create(postgres.Options, "lock_test");
        await using var held = await new RepositoryLock(database, "host/repository", "main").AcquireAsync(Stop);
        await using var other = await new RepositoryLock(database, "host/other", "main").AcquireAsync(Stop);
        var waiting = new RepositoryLock(database, "host/repository", "main").AcquireAsync(Stop);
        Assert.False(waiting.IsCompleted);

        await using (var connection = await database.OpenAsync(Stop))
        {
            await connection.ExecuteAsync("""
                SELECT pg_terminate_backend(pid) FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
                """);
        }

        await using var taken = await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.NotNull(taken);
    }

    private static bool IsSuperseded(Outcome outcome) =>
        outcome.Reason.StartsWith("Superseded", StringComparison.Ordinal);

    private async Task StartAsync(Func<int, DatabaseOptions> database)
    {
        for (var number = 0; number < Replicas; number++)
        {
            var writer = new WriterFixture(_remote, database(number));
            _writers.Add(writer);
            await writer.StartAsync(Stop);
        }
    }

    private Task WriteForeignFilesAsync() => Task.Run(
        () =>
        {
            for (var number = 0; number < Foreign; number++)
            {
                _remote.Commit($"foreign/{number}.txt", $"{number}");
            }
        },
        Stop);

    private List<string> ResultsOnBranch() =>
        [.. _remote.Git("log", "--format=%(trailers:key=Gimlet-Result,valueonly)", "main")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private void AssertForeignFiles() => Assert.All(
        Enumerable.Range(0, Foreign), number => Assert.Equal($"{number}", _remote.Git("show", $"main:foreign/{number}.txt")));
}
