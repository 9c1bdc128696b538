using Gimlet.GitopsWriter.History;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.History;

/// <summary>Who goes from page to page sees everything once, whatever happens between.</summary>
public abstract class PagingTests<TDatabase>(TDatabase database) : IClassFixture<TDatabase>, IAsyncLifetime
    where TDatabase : TestDatabase
{
    private readonly FileRemote _remote = new();

    // An environment per test, because the tests of a class share its database.
    private readonly string _env = $"env-{Guid.NewGuid():N}"[..16];
    private WriterFixture _writer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database.Require();
        _writer = await new WriterFixture(_remote, database.Options).StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Releases_PageByPage_AreAllOfThemOnce(int limit)
    {
        var shas = await ReleaseAsync(7);

        var all = Filter(limit);
        foreach (var filter in new[] { all, all with { Since = 1 }, all with { App = "demo" } })
        {
            Assert.Equal(shas.AsEnumerable().Reverse(), await ReadAllAsync(filter));
        }
    }

    [Fact]
    public async Task Releases_WithReleasesBetweenPages_AreThoseOfTheBeginningOnce()
    {
        var shas = await ReleaseAsync(4);
        var first = await ListAsync(Filter(2));

        await ReleaseAsync(3);
        var second = await ListAsync(Filter(2) with { PageToken = first.NextToken });

        Assert.Equal([shas[1], shas[0]], second.Items.Select(release => release.GitopsRef));
        Assert.Empty(second.NextToken);
    }

    [Fact]
    public async Task Releases_WithARebuildBetweenPages_GoOnWhereTheyWere()
    {
        var shas = await ReleaseAsync(4);
        var first = await ListAsync(Filter(2));

        await _writer.Get<RebuildHistory>().RunAsync(_remote.Url, Stop);
        var second = await ListAsync(Filter(2) with { PageToken = first.NextToken });

        Assert.Equal([shas[1], shas[0]], second.Items.Select(release => release.GitopsRef));
    }

    [Fact]
    public async Task Commits_PageByPage_AreAllOfThemOnce()
    {
        var shas = await ReleaseAsync(5);

        Assert.Equal(shas.AsEnumerable().Reverse(), await ReadAllAsync(new CommitFilter { Env = _env, Limit = 2 }));
    }

    // Of whatever the other tests have left in the database too, many of them from the same second.
    [Fact]
    public async Task Commits_OfEveryRepository_PageByPageAreAllOfThemOnce()
    {
        await ReleaseAsync(5);

        var all = await _writer.Get<CommitStore>().ListAsync(new CommitFilter { Limit = 1000 }, Stop);

        Assert.Equal(all.Items.Select(commit => commit.Sha), await ReadAllAsync(new CommitFilter { Limit = 2 }));
        Assert.Equal(all.Items.OrderByDescending(commit => commit.Created), all.Items);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("!")]
    [InlineData("ASNFZ4mrze8BI0VniavN7wEjRWc")]
    public async Task List_WithATokenThatIsNone_IsRefused(string token)
    {
        await ReleaseAsync(1);
        var commits = new CommitFilter { Limit = 1, PageToken = token };

        await Assert.ThrowsAsync<PageTokenException>(() => ListAsync(Filter(1) with { PageToken = token }));
        await Assert.ThrowsAsync<PageTokenException>(() => _writer.Get<CommitStore>().ListAsync(commits, Stop));
    }

    [Fact]
    public async Task List_WithATokenOfAnotherEnvironment_IsRefused()
    {
        await ReleaseAsync(2);
        var token = (await ListAsync(Filter(1))).NextToken;
        Assert.NotEmpty(token);

        await Assert.ThrowsAsync<PageTokenException>(
            () => ListAsync(Filter(1) with { Env = "other", PageToken = token }));
    }

    private ReleaseFilter Filter(int limit) => new() { Env = _env, Limit = limit };

    private Task<Page<Protos.Gitops.Release>> ListAsync(ReleaseFilter filter) =>
        _writer.Get<ReleaseStore>().ListAsync(filter, Stop);

    private async Task<List<string>> ReadAllAsync(ReleaseFilter filter)
    {
        var seen = new List<string>();
        do
        {
            var page = await ListAsync(filter);
            Assert.InRange(page.Items.Count, 1, filter.Limit);
            seen.AddRange(page.Items.Select(release => release.GitopsRef));
            filter = filter with { PageToken = page.NextToken };
        }
        while (filter.PageToken.Length > 0);

        return seen;
    }

    private async Task<List<string>> ReadAllAsync(CommitFilter filter)
    {
        var seen = new List<string>();
        do
        {
            var page = await _writer.Get<CommitStore>().ListAsync(filter, Stop);
            seen.AddRange(page.Items.Select(commit => commit.Sha));
            filter = filter with { PageToken = page.NextToken };
        }
        while (filter.PageToken.Length > 0);

        return seen;
    }

    private async Task<List<string>> ReleaseAsync(int count)
    {
        var shas = new List<string>();
        for (var number = 0; number < count; number++)
        {
            shas.Add(await _writer.CommitAsync(WriterFixture.Release("demo", $"v: {Guid.NewGuid()}\n", _env)));
        }

        return shas;
    }
}

public sealed class SqlitePagingTests(SqliteDatabase database) : PagingTests<SqliteDatabase>(database);

public sealed class PostgresPagingTests(PostgresDatabase database) : PagingTests<PostgresDatabase>(database);
