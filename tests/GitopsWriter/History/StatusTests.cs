using Gimlet.Contracts.Flux;
using Gimlet.GitopsWriter.History;
using Gimlet.Persistence;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Git;
using KnownStatuses = Gimlet.GitopsWriter.CommitStatuses.CommitStatuses;

namespace Gimlet.GitopsWriter.Tests.History;

/// <summary>Who holds the status of an environment, and is told what changed, holds what is true.</summary>
public abstract class StatusTests<TDatabase>(TDatabase database) : IClassFixture<TDatabase>, IAsyncLifetime
    where TDatabase : TestDatabase
{
    private static readonly string[] Envs = ["staging", "production"];
    private static readonly string[] Reasons = ["Progressing", "HealthCheckFailed", "ReconciliationSucceeded"];

    private readonly FileRemote _remote = new();
    private readonly List<WriterFixture> _writers = [];

    private WriterFixture Writer => _writers[0];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        database.Require();
        return StartWriterAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var writer in _writers)
        {
            await writer.StopAsync();
        }

        await _remote.DisposeAsync();
    }

    [Fact]
    public async Task Status_WithoutAChange_IsToldInNoRows()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo"));
        var holder = await Holder().AskAsync();

        var (state, content) = (holder.State, holder.Content);
        await holder.AskAsync();

        Assert.Equal((0, true, state, content), (holder.Told, holder.WasDifference, holder.State, holder.Content));
        Assert.Contains("demo", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_AfterEachKindOfChange_IsToldInTheRowOfThatApp()
    {
        var first = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        await Writer.CommitAsync(WriterFixture.Release("other"));
        var holder = await Holder().AskAsync();

        async Task AssertOneRowAsync(string what)
        {
            await holder.AskAsync();
            Assert.Equal((what, 1, true), (what, holder.Told, holder.WasDifference));
            Assert.Equal((await Holder().AskAsync()).Content, holder.Content);
        }

        var second = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await AssertOneRowAsync("release");
        await ObserveAsync(Writer, "staging/demo", second, "Progressing");
        await AssertOneRowAsync("status");
        await ObserveAsync(Writer, "staging/demo", second, "ReconciliationSucceeded");
        await AssertOneRowAsync("success");
        await Writer.CommitAsync(WriterFixture.Rollback("demo", first));
        await AssertOneRowAsync("rollback");
        await Writer.CommitAsync(WriterFixture.Delete("demo"));
        await AssertOneRowAsync("deletion");
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await AssertOneRowAsync("release after deletion");
        await Writer.CommitAsync(WriterFixture.Release("another"));
        await AssertOneRowAsync("first release");
    }

    [Fact]
    public async Task Status_OfAnotherEnvironment_IsNoChange()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo"));
        var holder = await Holder().AskAsync();

        await Writer.CommitAsync(WriterFixture.Release("demo", env: "production"));
        await holder.AskAsync();

        Assert.Equal((0, true), (holder.Told, holder.WasDifference));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1")]
    [InlineData("-1 staging main")]
    [InlineData("99999999999999999999 staging main")]
    public async Task Status_ForAStateThatIsNone_IsToldWhole(string state)
    {
        await Writer.CommitAsync(WriterFixture.Release("demo"));
        await Writer.CommitAsync(WriterFixture.Release("other"));

        var holder = await Holder().AskWithAsync(state);

        Assert.Equal((2, false), (holder.Told, holder.WasDifference));
    }

    [Fact]
    public async Task Status_ForAStateOfAnotherEnvironmentOrOfTablesThatAreLost_IsToldWhole()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo"));
        await Writer.CommitAsync(WriterFixture.Release("demo", env: "production"));
        var state = (await Holder().AskAsync()).State;
        var ofAnother = (await Holder("production").AskAsync()).State;
        var version = long.Parse(state.Split(' ')[0], null);
        var later = state.Replace($"{version}", $"{version + 1_000_000_000}", StringComparison.Ordinal);

        Assert.False((await Holder().AskWithAsync(ofAnother)).WasDifference);
        Assert.False((await Holder().AskWithAsync(later)).WasDifference);
        Assert.True((await Holder().AskWithAsync(state)).WasDifference);
    }

    [Fact]
    public async Task Status_OfAnEnvironmentWithoutApps_IsEmptyUntilThereIsOne()
    {
        var holder = await Holder().AskAsync();
        Assert.Equal((0, ""), (holder.Told, holder.Content));

        await Writer.CommitAsync(WriterFixture.Release("demo"));
        await holder.AskAsync();

        Assert.Equal((1, true), (holder.Told, holder.WasDifference));
    }

    [Fact]
    public async Task Status_OfMoreAppsThanAPartHolds_IsComplete()
    {
        const int Apps = 600;
        var releases = Enumerable.Range(0, Apps).Select(number => WriterFixture.Release($"app-{number}"));
        await Task.WhenAll(releases.Select(Writer.WriteAsync));

        var holder = await Holder().AskAsync();

        Assert.Equal(Apps, holder.Told);
        Assert.Equal(Apps, holder.Content.Split('\n').Length);
    }

    [Fact]
    public async Task Status_AfterARebuild_IsTrue()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo"));
        await Writer.CommitAsync(WriterFixture.Release("gone"));
        var holder = await Holder().AskAsync();
        await Writer.CommitAsync(WriterFixture.Delete("gone"));

        await Writer.Get<RebuildHistory>().RunAsync("", Stop);

        Assert.Equal((await Holder().AskAsync()).Content, (await holder.AskAsync()).Content);
    }

    /// <summary>Replicas write and judge side by side while others read; nobody may miss what another did.</summary>
    [Fact]
    public async Task Status_UnderConcurrentChanges_EndsTrueForEveryHolder()
    {
        const int Rounds = 25;
        if (database.Options.Driver == "postgres")
        {
            await StartWriterAsync();
        }

        using var done = new CancellationTokenSource();
        var holders = _writers
            .SelectMany(writer => Envs.Select(env => new StatusHolder(writer.Get<ReadStatus>(), env)))
            .ToList();
        var readers = holders.ConvertAll(holder => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await holder.AskAsync();
            }
        }));

        await Task.WhenAll(_writers.Select((writer, seed) => ChangeAsync(writer, new Random(seed), Rounds)));
        await done.CancelAsync();
        await Task.WhenAll(readers);

        foreach (var env in Envs)
        {
            var truth = (await Holder(env).AskAsync()).Content;
            Assert.NotEmpty(truth);
        }

        for (var i = 0; i < holders.Count; i++)
        {
            await holders[i].AskAsync();
            Assert.True(holders[i].WasDifference);
            Assert.Equal((await Holder(Envs[i % Envs.Length]).AskAsync()).Content, holders[i].Content);
        }
    }

    private async Task ChangeAsync(WriterFixture writer, Random random, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var env = Envs[random.Next(Envs.Length)];
            var app = $"app-{random.Next(6)}";
            var release = await writer.WriteAsync(WriterFixture.Release(app, $"v: {random.Next()}\n", env));
            await Task.WhenAll(
                ObserveAsync(writer, random.Next(2) == 0 ? env : "", release.Sha, Pick(random)),
                ObserveAsync(writer, $"{env}/{app}", release.Sha, Pick(random)),
                writer.WriteAsync(WriterFixture.Release($"app-{random.Next(6)}", $"v: {random.Next()}\n", env)),
                random.Next(4) == 0
                    ? writer.WriteAsync(WriterFixture.Rollback(app, release.Sha, env))
                    : Task.CompletedTask,
                random.Next(4) == 0 ? writer.WriteAsync(WriterFixture.Delete(app, env)) : Task.CompletedTask);
            if (round == rounds / 2)
            {
                await writer.Get<RebuildHistory>().RunAsync("", Stop);
            }
        }
    }

    private static string Pick(Random random) => Reasons[random.Next(Reasons.Length)];

    private Task ObserveAsync(WriterFixture writer, string path, string sha, string reason) => sha.Length == 0
        ? Task.CompletedTask
        : writer.Get<KnownStatuses>().ApplyAsync(
            new RevisionObserved
            {
                RepositoryUrl = _remote.Url,
                Branch = "main",
                Path = path,
                Revision = sha,
                Kind = "Kustomization",
                Namespace = "flux-system",
                Name = path,
                Reason = reason,
                Message = reason,
                Severity = reason == "HealthCheckFailed" ? "error" : "info",
                ObservedAt = TimeProvider.System.GetTimestamp(),
                Source = "kubernetes",
            },
            Stop);

    private StatusHolder Holder(string env = "staging") => new(Writer.Get<ReadStatus>(), env);

    private async ValueTask StartWriterAsync()
    {
        var writer = new WriterFixture(_remote, database.Options);
        _writers.Add(writer);
        await writer.StartAsync(Stop);
    }
}

public sealed class SqliteStatusTests(SqliteDatabase database) : StatusTests<SqliteDatabase>(database);

public sealed class PostgresStatusTests(PostgresDatabase database) : StatusTests<PostgresDatabase>(database);
