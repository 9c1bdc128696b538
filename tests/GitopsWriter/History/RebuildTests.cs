using Dapper;
using Gimlet.Contracts.Flux;
using Gimlet.GitopsWriter.History;
using Gimlet.Persistence;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Git;
using KnownStatuses = Gimlet.GitopsWriter.CommitStatuses.CommitStatuses;

namespace Gimlet.GitopsWriter.Tests.History;

/// <summary>The repository alone tells everything but what Flux said.</summary>
public abstract class RebuildTests<TDatabase>(TDatabase database) : IClassFixture<TDatabase>, IAsyncLifetime
    where TDatabase : TestDatabase
{
    private readonly FileRemote _remote = new();
    private WriterFixture _writer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database.Require();
        _writer = new WriterFixture(_remote, database.Options);
        await _writer.StartAsync(Stop);
        await WriteHistoryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_writer is not null)
        {
            await EmptyTablesAsync();
            await _writer.DisposeAsync();
        }
    }

    [Fact]
    public async Task Rebuild_OfLostTables_AnswersTheSameFieldForField()
    {
        var before = await AnswersAsync();
        await EmptyTablesAsync();
        Assert.NotEqual(before, await AnswersAsync());

        var rebuilt = await _writer.Get<RebuildHistory>().RunAsync("", Stop);

        Assert.Equal(before, await AnswersAsync());
        Assert.Equal(CommitsOfOurs(), Assert.Single(rebuilt).Commits);
    }

    [Fact]
    public async Task Rebuild_OfTablesThatAreThere_AnswersTheSameAndWritesOn()
    {
        var before = await AnswersAsync();

        await _writer.Get<RebuildHistory>().RunAsync(_remote.Url, Stop);

        Assert.Equal(before, await AnswersAsync());
        await _writer.CommitAsync(WriterFixture.Release("demo", "v: after\n"));
        _remote.Commit("foreign.txt", "1");
        await _writer.CommitAsync(WriterFixture.Release("demo", "v: last\n"));
        Assert.Equal(CommitsOfOurs(), await CountAsync());
    }

    [Fact]
    public async Task Rebuild_AfterFluxSpoke_AppliesWhatItSaidAgain()
    {
        var tip = _remote.Git("rev-parse", "main");
        await _writer.Get<KnownStatuses>().ApplyAsync(
            new RevisionObserved
            {
                RepositoryUrl = _remote.Url,
                Branch = "main",
                Path = "",
                Revision = tip,
                Kind = "Kustomization",
                Namespace = "flux-system",
                Name = "all",
                Reason = "ReconciliationSucceeded",
                Message = "Applied",
                Severity = "info",
                ObservedAt = 1,
                Source = "kubernetes",
            },
            Stop);
        var before = await AnswersAsync();
        Assert.Contains("ReconciliationSucceeded", string.Concat(before), StringComparison.Ordinal);

        await _writer.Get<RebuildHistory>().RunAsync("", Stop);

        Assert.Equal(before, await AnswersAsync());
    }

    [Fact]
    public async Task Rebuild_OfARepositoryThatIsNotConfigured_IsNothing() =>
        Assert.Empty(await _writer.Get<RebuildHistory>().RunAsync("https://host.example/other", Stop));

    private async Task WriteHistoryAsync()
    {
        var first = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        await _writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await _writer.CommitAsync(WriterFixture.Release("other", "v: 1\n"));
        await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n", "production"));
        await _writer.CommitAsync(WriterFixture.Rollback("demo", first));
        _remote.Commit("staging/other/by-hand.yaml", "a: 1\n");
        await _writer.CommitAsync(WriterFixture.Release("gone"));
        await _writer.CommitAsync(WriterFixture.Delete("gone"));
        await _writer.WriteAsync(WriterFixture.Release("demo", "v: 1\n", "production"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(
            number => _writer.WriteAsync(WriterFixture.Release($"app-{number % 4}", $"v: {number}\n"))));
    }

    // What the endpoints behind GET /api/releases, /api/status and /api/gitopsCommits answer, as text.
    private async Task<IReadOnlyList<string>> AnswersAsync()
    {
        var releases = _writer.Get<ReleaseStore>();
        var answers = new List<string>();
        foreach (var env in new[] { "staging", "production" })
        {
            var filter = new ReleaseFilter { Env = env, Limit = 1000 };
            answers.AddRange((await releases.ListAsync(filter, Stop)).Items.Select(release => $"{release}"));
            var holder = await new StatusHolder(_writer.Get<ReadStatus>(), env).AskAsync();
            answers.Add($"now {holder.Content}");
        }

        var commits = await _writer.Get<CommitStore>().ListAsync(new CommitFilter { Limit = 1000 }, Stop);
        answers.AddRange(commits.Items.Select(commit => $"{commit}"));
        return answers;
    }

    private long CommitsOfOurs() =>
        _remote.Git("log", "--format=%H", "--grep=^Gimlet-Result", "main").Split('\n').Length;

    private async Task<long> CountAsync()
    {
        await using var connection = await _writer.Database.OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM commits");
    }

    private async Task EmptyTablesAsync()
    {
        await using var connection = await _writer.Database.OpenAsync(Stop);
        foreach (var table in new[] { "commits", "apps", "environments", "app_objects", "flux_objects", "outcomes" })
        {
            await connection.ExecuteAsync($"DELETE FROM {table}");
        }
    }
}

public sealed class SqliteRebuildTests(SqliteDatabase database) : RebuildTests<SqliteDatabase>(database);

public sealed class PostgresRebuildTests(PostgresDatabase database) : RebuildTests<PostgresDatabase>(database);
