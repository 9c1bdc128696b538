using Gimlet.GitopsWriter.Writes;
using Gimlet.Persistence;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>What holds for every kind of remote.</summary>
public abstract class RemoteSuite : IAsyncLifetime
{
    private WriterFixture _writer = null!;

    protected RemoteRepository Remote { get; private set; } = null!;

    private protected WriterFixture Writer => _writer;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Remote = await CreateRemoteAsync();
        _writer = await new WriterFixture(Remote, await CreateDatabaseAsync()).StartAsync(Stop);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }
    }

    protected abstract Task<RemoteRepository> CreateRemoteAsync();

    /// <summary>SQLite when null.</summary>
    protected virtual Task<DatabaseOptions?> CreateDatabaseAsync() => Task.FromResult<DatabaseOptions?>(null);

    [Fact]
    public async Task Writes_OfEveryKind_AreOnTheRemote()
    {
        var first = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var second = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        var rollback = await _writer.CommitAsync(WriterFixture.Rollback("demo", first));
        var delete = await _writer.CommitAsync(WriterFixture.Delete("demo"));

        var initial = Remote.Git("rev-list", "--max-parents=0", "main");
        Assert.Equal([delete, rollback, second, first, initial], Remote.Git("rev-list", "main").Split('\n'));
        Remote.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Writes_BesideAForeignWriter_LoseNobodysFiles()
    {
        const int Releases = 60;
        const int Foreign = 6;

        var foreign = Task.Run(
            () =>
            {
                for (var number = 0; number < Foreign; number++)
                {
                    Remote.Commit($"foreign/{number}.txt", $"{number}");
                }
            },
            Stop);
        var writes = Enumerable.Range(0, Releases)
            .Select(n => WriterFixture.Release($"app-{n % 10}", $"v: {n}\n"))
            .ToList();
        var outcomes = new List<Outcome>();
        foreach (var group in writes.Chunk(10))
        {
            outcomes.AddRange(await Task.WhenAll(group.Select(_writer.WriteAsync)));
        }

        await foreign;

        Assert.All(outcomes, outcome => Assert.Equal("written", outcome.Name));
        var subjects = Remote.Git("log", "--format=%H", "--grep=^Gimlet-Result", "main").Split('\n');
        Assert.Equal(outcomes.Select(outcome => outcome.Sha).Order(), subjects.Order());
        for (var number = 0; number < Foreign; number++)
        {
            Assert.Equal($"{number}", Remote.Git("show", $"main:foreign/{number}.txt"));
        }
    }

    [Fact]
    public async Task Writes_AfterAForcedPush_FollowTheRemote()
    {
        var initial = Remote.Git("rev-parse", "main");
        await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        Remote.Git("update-ref", "refs/heads/main", initial);

        var sha = await _writer.CommitAsync(WriterFixture.Release("other"));

        Assert.Equal([sha, initial], Remote.Git("rev-list", "main").Split('\n'));
    }

    [Fact]
    public async Task Writes_AfterTheBranchWasDeleted_StartItAnew()
    {
        await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        Remote.Git("update-ref", "-d", "refs/heads/main");

        var sha = await _writer.CommitAsync(WriterFixture.Release("other"));

        Assert.Equal(sha, Remote.Git("rev-list", "main"));
    }

    [Fact]
    public async Task Position_OfForeignRevisions_IsThatOfTheLastCommitOfOursInThem()
    {
        var graph = _writer.Get<Gimlet.GitopsWriter.Repositories.IRevisionGraphs>().For("staging")!;
        var before = Remote.Git("rev-parse", "main");
        var first = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var foreign = Remote.Commit("foreign.txt", "1");
        var second = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));

        var positionOfFirst = await graph.LastContainedPositionAsync(first, Stop);
        var positionOfSecond = await graph.LastContainedPositionAsync(second, Stop);

        Assert.NotNull(positionOfFirst);
        Assert.True(positionOfSecond > positionOfFirst);
        Assert.Equal(positionOfFirst, await graph.LastContainedPositionAsync(foreign, Stop));
        Assert.Equal(positionOfSecond, await graph.LastContainedPositionAsync(Remote.Commit("foreign.txt", "2"), Stop));
        Assert.Null(await graph.LastContainedPositionAsync(before, Stop));
        Assert.Null(await graph.LastContainedPositionAsync(new string('1', 40), Stop));
        Assert.Null(await graph.LastContainedPositionAsync("1.2.3", Stop));
    }
}
