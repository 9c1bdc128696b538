using Gimlet.GitopsWriter.Writes;
using Gimlet.Persistence;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>
/// Several writers of one repository and somebody else who pushes to it all the time: writers that share a database,
/// and writers that know nothing of each other.
/// </summary>
public abstract class ReplicaSuite(PostgresDatabase postgres) : IAsyncLifetime
{
    private const int Replicas = 3;
    private const int Apps = 13;
    private const int Releases = 150;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<WriterFixture> _writers = [];
    private RemoteRepository _remote = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Not shorter than a fetch and a push on a busy machine: between them nobody else may push.</summary>
    protected virtual TimeSpan ForeignPause => TimeSpan.FromMilliseconds(200);

    private GitopsBranch Branch => new(_remote.Folder);

    public async ValueTask InitializeAsync() => _remote = await CreateRemoteAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var writer in _writers)
        {
            await writer.StopAsync();
        }

        if (_remote is not null)
        {
            await _remote.DisposeAsync();
        }
    }

    protected abstract Task<RemoteRepository> CreateRemoteAsync();

    [Fact]
    public async Task Replicas_WithOneDatabase_WriteEveryReleaseOnceAndInOrder()
    {
        postgres.Require();
        await StartAsync(_ => postgres.Options);
        await using var foreign = ForeignWriter.Start(_remote.Folder, pause: ForeignPause);
        var writes = Queue(Apps);

        // Every release reaches two replicas, as a message that is delivered again does.
        var outcomes = await Task.WhenAll(writes.SelectMany((write, number) => new[]
        {
            WriteAsync(number, write), WriteAsync(number + 1, write),
        }));
        await foreign.StopAsync();

        var commits = Branch.Commits();
        Assert.All(outcomes, outcome => Assert.Equal("written", outcome.Name));
        Assert.Equal(writes.Select(write => write.ResultId).Order(), commits.Select(commit => commit.ResultId).Order());
        Assert.Equal(
            outcomes.Select(outcome => outcome.Sha).Distinct().Order(), commits.Select(commit => commit.Sha).Order());
        var places = commits.Reverse().Select(commit => commit.ResultId).ToList();
        Assert.All(writes.GroupBy(write => write.App), app => Assert.Equal(
            app.Select(write => write.ResultId), app.Select(write => write.ResultId).OrderBy(places.IndexOf)));
        AssertPresent(writes.GroupBy(write => write.App).Select(app => app.Last()));
        Assert.Empty(foreign.FindLosses(Branch));
    }

    [Fact]
    public async Task Writers_ThatIgnoreEachOther_LoseNobodysFiles()
    {
        await StartAsync(number => new DatabaseOptions { DataPath = Path.Combine(_remote.Root, $"database-{number}") });
        await using var foreign = ForeignWriter.Start(_remote.Folder, pause: ForeignPause);
        var writes = Queue(Releases);

        var outcomes = await Task.WhenAll(writes.Select((write, number) => WriteAsync(number, write)));
        await foreign.StopAsync();

        Assert.All(outcomes, outcome => Assert.Equal("written", outcome.Name));
        Assert.Equal(
            outcomes.Select(outcome => outcome.Sha).Order(), Branch.Commits().Select(commit => commit.Sha).Order());
        AssertPresent(writes);
        Assert.Empty(foreign.FindLosses(Branch));
        Branch.Git("fsck", "--strict");
    }

    // As the policy service hands them out: each names the one before it.
    private static List<ReleaseWrite> Queue(int apps)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        var writes = new List<ReleaseWrite>();
        for (var number = 0; number < Releases; number++)
        {
            var app = $"app-{number % apps}";
            var predecessor = last.GetValueOrDefault(app, "");
            var write = WriterFixture.Release(app, $"v: {number}\n") with { Predecessor = predecessor };
            last[app] = write.ResultId;
            writes.Add(write);
        }

        return writes;
    }

    private async Task StartAsync(Func<int, DatabaseOptions> database)
    {
        for (var number = 0; number < Replicas; number++)
        {
            var writer = new WriterFixture(_remote, database(number));
            _writers.Add(writer);
            await writer.StartAsync(Stop);
        }
    }

    private Task<Outcome> WriteAsync(int number, Write write) =>
        _writers[number % Replicas].Writers.Add(write, default).WaitAsync(Patience, Stop);

    private void AssertPresent(IEnumerable<ReleaseWrite> writes)
    {
        var expected = writes.ToList();
        var tip = Branch.Tip;

        Assert.Equal(
            expected.Select(write => write.Manifest.Manifests),
            Branch.Read(expected.Select(write => (tip, $"staging/{write.App}/manifests.yaml"))));
    }
}
