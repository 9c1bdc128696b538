using Gimlet.GitopsWriter.History;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class RollbackTests : IAsyncLifetime
{
    private readonly FileRemote _remote = new();
    private WriterFixture _writer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _writer = await new WriterFixture(_remote).StartAsync(Stop);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    [Fact]
    public async Task Rollback_ToAnEarlierCommit_RestoresTheDirectoryAndNamesWhatItReverts()
    {
        var first = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var second = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await _writer.CommitAsync(WriterFixture.Release("other", "v: 1\n"));
        var third = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 3\n"));

        var rollback = await _writer.CommitAsync(WriterFixture.Rollback("demo", first));

        Assert.Equal(_remote.Git("rev-parse", $"{first}:staging/demo"), _remote.Git("rev-parse", "main:staging/demo"));
        Assert.Equal(
            _remote.Git("show", "main:staging/demo/release.json"), _remote.Git("show", "main:staging/release.json"));
        Assert.Equal(
            [third, second],
            _remote.Git("log", "-1", "--format=%(trailers:key=Gimlet-Reverts,valueonly)", rollback).Trim().Split('\n'));
        Assert.Equal($"rollback: demo on staging to {first[..8]}", _remote.Git("log", "-1", "--format=%s", rollback));
        Assert.Equal([(third, true), (second, true), (first, false)], await ListAsync());
        Assert.Equal(rollback, await CurrentAsync());
    }

    [Fact]
    public async Task Rollback_ForwardAgain_UnmarksWhatItRestores()
    {
        var first = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var second = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await _writer.CommitAsync(WriterFixture.Rollback("demo", first));

        await _writer.CommitAsync(WriterFixture.Rollback("demo", second));

        Assert.Equal("v: 2", _remote.Git("show", "main:staging/demo/manifests.yaml"));
        Assert.Equal([(second, false), (first, false)], await ListAsync());
    }

    [Fact]
    public async Task Rollback_ToThePresentCommit_ChangesNothing()
    {
        var sha = await _writer.CommitAsync(WriterFixture.Release("demo"));

        var outcome = await _writer.WriteAsync(WriterFixture.Rollback("demo", sha));

        Assert.True(outcome.Unchanged);
        Assert.Equal(sha, outcome.Sha);
    }

    [Fact]
    public async Task Rollback_ToWhatIsNotThere_IsRejectedWithTheReason()
    {
        var other = await _writer.CommitAsync(WriterFixture.Release("other"));
        await _writer.CommitAsync(WriterFixture.Release("demo"));
        var deleted = await _writer.CommitAsync(WriterFixture.Delete("demo"));
        await _writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        var elsewhere = _remote.Git("commit-tree", "-m", "not on the branch", "main^{tree}");
        var missing = new string('0', 40);

        foreach (var (sha, reason) in new[]
        {
            (other, "did not touch demo in staging"),
            (deleted, "deleted demo from staging"),
            (elsewhere, "There is no commit"),
            (missing, "There is no commit"),
            ("nonsense", "There is no commit nonsense on branch main"),
        })
        {
            var outcome = await _writer.WriteAsync(WriterFixture.Rollback("demo", sha));

            Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rollback_QueuedWithTheReleaseThatItTakesBack_RevertsIt()
    {
        var first = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var rendered = new TaskCompletionSource();
        var render = _writer.Renderer.Render;
        _writer.Renderer.Render = async (manifest, stop) =>
        {
            await rendered.Task;
            return await render(manifest, stop);
        };
        var release = _writer.WriteAsync(WriterFixture.Release("demo", "v: 2\n"));
        var rollback = _writer.WriteAsync(WriterFixture.Rollback("demo", first));

        rendered.SetResult();

        Assert.Equal(
            (await release).Sha,
            _remote.Git("log", "-1", "--format=%(trailers:key=Gimlet-Reverts,valueonly)", (await rollback).Sha).Trim());
        Assert.Equal("v: 1", _remote.Git("show", "main:staging/demo/manifests.yaml"));
    }

    [Fact]
    public async Task Delete_RemovesTheDirectoryAlone()
    {
        await _writer.CommitAsync(WriterFixture.Release("other"));
        await _writer.CommitAsync(WriterFixture.Release("demo"));

        await _writer.CommitAsync(WriterFixture.Delete("demo"));

        Assert.Equal(
            ["README.md", "staging/other/manifests.yaml", "staging/other/release.json", "staging/release.json"],
            _remote.Git("ls-tree", "-r", "--name-only", "main").Split('\n'));
        Assert.Contains(
            "\"app\": \"demo\"", _remote.Git("show", "main:staging/release.json"), StringComparison.Ordinal);
        Assert.Equal("", await CurrentAsync());
    }

    [Fact]
    public async Task Delete_OfWhatIsNotThere_SucceedsWithoutACommit()
    {
        var tip = _remote.Git("rev-parse", "main");

        var outcome = await _writer.WriteAsync(WriterFixture.Delete("demo"));

        Assert.True(outcome.Unchanged);
        Assert.Empty(outcome.Sha);
        Assert.Equal(tip, _remote.Git("rev-parse", "main"));
    }

    private async Task<IEnumerable<(string Sha, bool RolledBack)>> ListAsync()
    {
        var filter = new ReleaseFilter { Env = "staging", App = "demo", Limit = 10 };
        var releases = await _writer.Get<ReleaseStore>().ListAsync(filter, Stop);
        return releases.Items.Select(release => (release.GitopsRef, release.RolledBack));
    }

    private async Task<string> CurrentAsync()
    {
        var repository = Gimlet.GitopsWriter.Repositories.RepositoryAddress.Normalise(_remote.Url);
        var environment = new EnvironmentKey(repository, "main", "staging");
        var current = await _writer.Get<StatusStore>().FindAsync(environment, "demo", Stop);
        return current?.GitopsRef ?? "";
    }
}
