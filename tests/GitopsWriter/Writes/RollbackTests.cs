using Gimlet.GitopsWriter.History;
using Gimlet.GitopsWriter.Writes;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class RollbackTests : FileWriterSuite
{
    [Fact]
    public async Task Rollback_ToAnEarlierCommit_RestoresTheDirectoryAndNamesWhatItReverts()
    {
        var first = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var second = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await Writer.CommitAsync(WriterFixture.Release("other", "v: 1\n"));
        var third = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 3\n"));

        var rollback = await Writer.CommitAsync(WriterFixture.Rollback("demo", first));

        Assert.Equal(Remote.Git("rev-parse", $"{first}:staging/demo"), Remote.Git("rev-parse", "main:staging/demo"));
        Assert.Equal(
            Remote.Git("show", "main:staging/demo/release.json"), Remote.Git("show", "main:staging/release.json"));
        Assert.Equal(
            [third, second],
            Remote.Git("log", "-1", "--format=%(trailers:key=Gimlet-Reverts,valueonly)", rollback).Trim().Split('\n'));
        Assert.Equal($"rollback: demo on staging to {first[..8]}", Remote.Git("log", "-1", "--format=%s", rollback));
        Assert.Equal([(third, true), (second, true), (first, false)], await ListAsync());
        Assert.Equal(rollback, await CurrentAsync());
    }

    [Fact]
    public async Task Rollback_ForwardAgain_UnmarksWhatItRestores()
    {
        var first = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var second = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await Writer.CommitAsync(WriterFixture.Rollback("demo", first));

        await Writer.CommitAsync(WriterFixture.Rollback("demo", second));

        Assert.Equal("v: 2", Remote.Git("show", "main:staging/demo/manifests.yaml"));
        Assert.Equal([(second, false), (first, false)], await ListAsync());
    }

    [Fact]
    public async Task Rollback_ToThePresentCommit_ChangesNothing()
    {
        var sha = await Writer.CommitAsync(WriterFixture.Release("demo"));

        var outcome = await Writer.WriteAsync(WriterFixture.Rollback("demo", sha));

        Assert.True(outcome.Unchanged);
        Assert.Equal(sha, outcome.Sha);
    }

    [Fact]
    public async Task Rollback_ToWhatIsNotThere_IsRejectedWithTheReason()
    {
        var other = await Writer.CommitAsync(WriterFixture.Release("other"));
        await Writer.CommitAsync(WriterFixture.Release("demo"));
        var deleted = await Writer.CommitAsync(WriterFixture.Delete("demo"));
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        var elsewhere = Remote.Git("commit-tree", "-m", "not on the branch", "main^{tree}");
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
            var outcome = await Writer.WriteAsync(WriterFixture.Rollback("demo", sha));

            Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rollback_QueuedWithTheReleaseThatItTakesBack_RevertsIt()
    {
        var first = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var rendered = new TaskCompletionSource();
        var render = Writer.Renderer.Render;
        Writer.Renderer.Render = async (manifest, stop) =>
        {
            await rendered.Task;
            return await render(manifest, stop);
        };
        var release = Writer.WriteAsync(WriterFixture.Release("demo", "v: 2\n"));
        var rollback = Writer.WriteAsync(WriterFixture.Rollback("demo", first));

        rendered.SetResult();

        Assert.Equal(
            (await release).Sha,
            Remote.Git("log", "-1", "--format=%(trailers:key=Gimlet-Reverts,valueonly)", (await rollback).Sha).Trim());
        Assert.Equal("v: 1", Remote.Git("show", "main:staging/demo/manifests.yaml"));
    }

    [Fact]
    public async Task Delete_RemovesTheDirectoryAlone()
    {
        await Writer.CommitAsync(WriterFixture.Release("other"));
        await Writer.CommitAsync(WriterFixture.Release("demo"));

        await Writer.CommitAsync(WriterFixture.Delete("demo"));

        Assert.Equal(
            ["README.md", "staging/other/manifests.yaml", "staging/other/release.json", "staging/release.json"],
            Remote.Git("ls-tree", "-r", "--name-only", "main").Split('\n'));
        Assert.Contains(
            "\"app\": \"demo\"", Remote.Git("show", "main:staging/release.json"), StringComparison.Ordinal);
        Assert.Equal("", await CurrentAsync());
    }

    [Fact]
    public async Task Delete_OfWhatIsNotThere_SucceedsWithoutACommit()
    {
        var tip = Remote.Git("rev-parse", "main");

        var outcome = await Writer.WriteAsync(WriterFixture.Delete("demo"));

        Assert.True(outcome.Unchanged);
        Assert.Empty(outcome.Sha);
        Assert.Equal(tip, Remote.Git("rev-parse", "main"));
    }

    private async Task<IEnumerable<(string Sha, bool RolledBack)>> ListAsync()
    {
        var filter = new ReleaseFilter { Env = "staging", App = "demo", Limit = 10 };
        var releases = await Writer.Get<ReleaseStore>().ListAsync(filter, Stop);
        return releases.Items.Select(release => (release.GitopsRef, release.RolledBack));
    }

    private async Task<string> CurrentAsync()
    {
        var repository = Gimlet.GitopsWriter.Repositories.RepositoryAddress.Normalise(Remote.Url);
        var environment = new EnvironmentKey(repository, "main", "staging");
        var current = await Writer.Get<StatusStore>().FindAsync(environment, "demo", Stop);
        return current?.GitopsRef ?? "";
    }
}
