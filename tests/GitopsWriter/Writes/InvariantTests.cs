using Dapper;
using Gimlet.Contracts.Gitops;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Testing.Servers;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>Invariants 3 to 5 of the design: one commit per result, only forward, the hash the remote has.</summary>
public sealed class InvariantTests : FileWriterSuite
{
    [Fact]
    public async Task Redelivery_OfAWrittenResult_IsAnsweredAgainWithoutACommit()
    {
        var write = WriterFixture.Release("demo");
        var sha = await Writer.CommitAsync(write);
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));

        var again = await Writer.WriteAsync(write);
        await AnswersAsync(2);
        await Writer.RestartAsync(Stop);
        var afterRestart = await Writer.WriteAsync(write);

        Assert.Equal(sha, again.Sha);
        Assert.Equal(sha, afterRestart.Sha);
        Assert.Equal(["1"], CommitsPerResult());
        await AnswersAsync(3);

        Task AnswersAsync(int count) => Eventually.HoldsAsync(
            () => Task.FromResult(Writer.Messages
                .OfType<ReleaseWritten>()
                .Count(message => message.ResultId == write.ResultId) == count),
            $"{count} answers",
            cancellationToken: Stop);
    }

    [Fact]
    public async Task Redelivery_WhileTheFirstIsUnderWay_JoinsIt()
    {
        var write = WriterFixture.Release("demo");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Writer.WriteAsync(write)));

        Assert.Single(outcomes.Select(outcome => outcome.Sha).Distinct());
        Assert.Equal(["1"], CommitsPerResult());
    }

    // What a kill -9 between the push and its record leaves behind: the commits, and a database without them.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Redelivery_AfterTheRecordOfThePushWasLost_FindsTheCommits(int lost)
    {
        var writes = Enumerable.Range(0, 5)
            .Select(version => WriterFixture.Release("demo", $"v: {version}\n"))
            .ToList();
        var shas = new List<string>();
        foreach (var write in writes)
        {
            shas.Add(await Writer.CommitAsync(write));
        }

        await ForgetAsync(shas.TakeLast(lost).ToArray());
        await Writer.RestartAsync(Stop);
        var outcomes = await Task.WhenAll(writes.Select(Writer.WriteAsync));

        Assert.Equal(shas, outcomes.Select(outcome => outcome.Sha));
        Assert.Equal(["1"], CommitsPerResult());
        Assert.Equal("v: 4", Remote.Git("show", "main:staging/demo/manifests.yaml"));
        Assert.Equal(shas, await PositionsAsync());
    }

    [Fact]
    public async Task Recovery_OfAnEmptyDatabase_RestoresWhatTheTablesHad()
    {
        var first = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await Writer.CommitAsync(WriterFixture.Rollback("demo", first));
        await Writer.CommitAsync(WriterFixture.Release("gone"));
        await Writer.CommitAsync(WriterFixture.Delete("gone"));
        const string Tables = """
            SELECT sha || result_id || kind || env || app || path || sequence || artifact_id || triggered_by || release
              || rolled_back FROM commits ORDER BY position
            """;
        const string Apps = "SELECT env || app || sequence || COALESCE(position, 0) FROM apps ORDER BY app";
        var before = (await QueryAsync(Tables), await QueryAsync(Apps));

        await ExecuteAsync("DELETE FROM commits");
        await ExecuteAsync("DELETE FROM apps");
        await ExecuteAsync("DELETE FROM sqlite_sequence");
        await Writer.RestartAsync(Stop);
        await Writer.WriteAsync(WriterFixture.Delete("nothing"));

        Assert.Equal(before.Item1, await QueryAsync(Tables));
        var apps = await QueryAsync(Apps);
        Assert.Equal(before.Item2, apps.Where(app => !app.Contains("nothing", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OlderWrite_AfterANewerOne_IsSupersededAndStaysSo()
    {
        var older = WriterFixture.Release("demo", "v: old\n");
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: new\n"));

        var outcome = await Writer.WriteAsync(older);
        await Writer.RestartAsync(Stop);
        var again = await Writer.WriteAsync(older);

        Assert.Equal("Superseded by a later request for the same app and environment", outcome.Reason);
        Assert.Equal(outcome.Reason, again.Reason);
        Assert.Equal("v: new", Remote.Git("show", "main:staging/demo/manifests.yaml"));
    }

    [Fact]
    public async Task OlderWrite_AfterANewerOneThatNeededNoCommit_IsSuperseded()
    {
        var oldRelease = WriterFixture.Release("demo", "v: 0\n");
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var older = WriterFixture.Release("demo", "v: 2\n");
        var deleteBefore = WriterFixture.Release("gone");

        Assert.True((await Writer.WriteAsync(WriterFixture.Release("demo", "v: 1\n"))).Unchanged);
        Assert.True((await Writer.WriteAsync(WriterFixture.Delete("gone"))).Unchanged);

        Assert.True((await Writer.WriteAsync(older)).IsRejected);
        Assert.True((await Writer.WriteAsync(deleteBefore)).IsRejected);
        Assert.True((await Writer.WriteAsync(oldRelease)).IsRejected);
        Assert.Equal("v: 1", Remote.Git("show", "main:staging/demo/manifests.yaml"));
    }

    [Fact]
    public async Task OlderWrite_ThatRendersLonger_StillComesFirst()
    {
        var slow = new TaskCompletionSource();
        var render = Writer.Renderer.Render;
        Writer.Renderer.Render = async (manifest, stop) =>
        {
            if (manifest.Manifests == "v: 1\n")
            {
                await slow.Task;
            }

            return await render(manifest, stop);
        };
        var first = Writer.WriteAsync(WriterFixture.Release("demo", "v: 1\n"));
        var second = Writer.WriteAsync(WriterFixture.Release("demo", "v: 2\n"));
        await Writer.CommitAsync(WriterFixture.Release("other"));

        slow.SetResult();

        Assert.Equal("written", (await first).Name);
        Assert.Equal("written", (await second).Name);
        Assert.Equal("v: 2", Remote.Git("show", "main:staging/demo/manifests.yaml"));
    }

    [Fact]
    public async Task ManyWrites_InAnyOrder_EndAtTheNewestOfEachApp()
    {
        var writes = Enumerable.Range(0, 120)
            .Select(number => WriterFixture.Release($"app-{number % 6}", $"v: {number}\n"))
            .ToArray();
        new Random(5).Shuffle(writes);

        var outcomes = await Task.WhenAll(writes.Select(Writer.WriteAsync));

        foreach (var app in writes.GroupBy(write => write.App))
        {
            Assert.Equal(
                app.MaxBy(write => write.Sequence)!.Manifest.Manifests!.Trim(),
                Remote.Git("show", $"main:staging/{app.Key}/manifests.yaml"));
        }

        var onBranch = Remote.Git("rev-list", "main").Split('\n').ToHashSet();
        Assert.All(outcomes.Where(outcome => !outcome.IsRejected), outcome => Assert.Contains(outcome.Sha, onBranch));
        Assert.Equal(["1"], CommitsPerResult());
        Remote.Git("fsck", "--strict");
    }

    // The remote says no after the commits were made: no hash of theirs may be told to anybody.
    [Fact]
    public async Task ReportedHash_WhenThePushFails_IsNone()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo"));
        var foreign = Remote.Commit("foreign.txt", "1");

        var write = WriterFixture.Release("demo", "v: 2\n");
        var sha = await Writer.CommitAsync(write);

        Assert.Equal(foreign, Remote.Git("rev-parse", $"{sha}^"));
        Assert.Equal(sha, Remote.Git("rev-parse", "main"));
        Assert.Equal("1", Remote.Git("show", "main:foreign.txt"));
    }

    private IEnumerable<string> CommitsPerResult() =>
        Remote.Git("log", "--format=%(trailers:key=Gimlet-Result,valueonly)", "main")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(result => result)
            .Select(group => $"{group.Count()}")
            .Distinct();

    private async Task ForgetAsync(string[] shas)
    {
        await ExecuteAsync($"DELETE FROM commits WHERE sha IN ('{string.Join("','", shas)}')");
        await ExecuteAsync("UPDATE apps SET sequence = 0, position = (SELECT MAX(position) FROM commits)");
    }

    private Task<IReadOnlyList<string>> PositionsAsync() => QueryAsync("SELECT sha FROM commits ORDER BY position");

    private async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = await Writer.Database.OpenAsync(Stop);
        return (await connection.QueryAsync<string>(sql)).AsList();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await Writer.Database.OpenAsync(Stop);
        await connection.ExecuteAsync(sql);
    }
}
