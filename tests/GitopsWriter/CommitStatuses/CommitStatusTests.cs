using Gimlet.Contracts.Flux;
using Gimlet.Testing.Servers;

namespace Gimlet.GitopsWriter.Tests.CommitStatuses;

public sealed class SqliteCommitStatusTests(SqliteStatuses database)
    : CommitStatusTests(database), IClassFixture<SqliteStatuses>;

public sealed class PostgresCommitStatusTests(PostgresStatuses database)
    : CommitStatusTests(database), IClassFixture<PostgresStatuses>;

public abstract class CommitStatusTests(StatusDatabase database)
{
    [Theory]
    [MemberData(nameof(StatusScenarios.AnyOrder), MemberType = typeof(StatusScenarios))]
    [MemberData(nameof(StatusScenarios.InOrder), MemberType = typeof(StatusScenarios))]
    public async Task Statuses_AfterEachScenario_AreFluxsWords(string name, string steps, string expected)
    {
        var scenario = Create(name);

        foreach (var step in Split(steps))
        {
            await scenario.PlayAsync(step);
        }

        Assert.Equal(expected, await scenario.StatusesAsync());
    }

    [Theory]
    [MemberData(nameof(StatusScenarios.AnyOrder), MemberType = typeof(StatusScenarios))]
    [MemberData(nameof(StatusScenarios.InOrder), MemberType = typeof(StatusScenarios))]
    public async Task Statuses_EverythingDoubledAndRepeatedLate_AreTheSame(string name, string steps, string expected)
    {
        var scenario = Create(name);
        var late = new List<RevisionObserved>();

        foreach (var step in Split(steps))
        {
            if (!StatusScenario.IsObservation(step))
            {
                await scenario.PlayAsync(step);
                continue;
            }

            var observation = scenario.Read(step);
            late.Add(observation);
            await scenario.DeliverAsync(observation);
            await scenario.DeliverAsync(observation);
        }

        foreach (var observation in late)
        {
            await scenario.DeliverAsync(observation);
        }

        Assert.Equal(expected, await scenario.StatusesAsync());
        Assert.Distinct(scenario.Changes.Select(change => (change.Sha, change.StatusVersion)));
    }

    [Theory]
    [MemberData(nameof(StatusScenarios.AnyOrder), MemberType = typeof(StatusScenarios))]
    public async Task Statuses_LastObservationFirst_AreTheSame(string name, string steps, string expected)
    {
        var scenario = Create(name);
        var observations = new List<RevisionObserved>();
        foreach (var step in Split(steps))
        {
            if (StatusScenario.IsObservation(step))
            {
                observations.Add(scenario.Read(step));
            }
            else
            {
                await scenario.PlayAsync(step);
            }
        }

        foreach (var observation in Enumerable.Reverse(observations))
        {
            await scenario.DeliverAsync(observation);
        }

        Assert.Equal(expected, await scenario.StatusesAsync());
    }

    [Theory]
    [InlineData("ArtifactFailed")]
    [InlineData("DependencyNotReady")]
    [InlineData("BuildFailed")]
    [InlineData("ReconciliationFailed")]
    [InlineData("PruneFailed")]
    [InlineData("HealthCheckFailed")]
    [InlineData("HealthCheckCanceled")]
    [InlineData("InvalidCELExpression")]
    [InlineData("FeatureGateDisabled")]
    [InlineData("AccessDenied")]
    [InlineData("ValidationFailed")]
    [InlineData("DriftDetectionFailed")]
    public async Task Status_EveryReason_IsVerbatimUntilLaterSuccess(string reason)
    {
        var scenario = Create(reason);

        await PlayAsync(scenario, $"push a staging/app; push b staging/app; staging: {reason} a");
        var said = await scenario.RowsAsync();
        await PlayAsync(scenario, "staging: ReconciliationSucceeded b");

        Assert.Equal([("a", reason, $"{reason} a"), ("b", "NotReconciled", "")], said);
        Assert.Equal("a ReconciliationSucceeded, b ReconciliationSucceeded", await scenario.StatusesAsync());
    }

    [Fact]
    public async Task Changes_RetriesAndIntervals_AreAnnouncedOnce()
    {
        var scenario = Create("retries");

        await PlayAsync(
            scenario,
            "push a staging/app; staging: Progressing a; staging: BuildFailed a; staging: Progressing a; "
            + "staging: BuildFailed a; staging: Progressing a; staging: BuildFailed a; "
            + "staging: ReconciliationSucceeded a; staging: Progressing a; staging: ReconciliationSucceeded a");

        Assert.Equal(
            [("Progressing", 1L), ("BuildFailed", 2L), ("ReconciliationSucceeded", 3L)],
            scenario.Changes.Select(change => (change.Status, change.StatusVersion)));
        Assert.All(scenario.Changes, change => Assert.Equal(("staging", "app"), (change.Env, change.App)));
    }

    [Fact]
    public async Task Message_SourceCannotBeFetched_SaysWhyUntilItCan()
    {
        var scenario = Create("fetch");

        await PlayAsync(scenario, "push a staging/app; git: FetchFailed -; push b staging/app");
        var failing = await scenario.RowsAsync();
        await PlayAsync(scenario, "git: Progressing -; git: FetchFailed -; git: Succeeded a");
        var healed = await scenario.RowsAsync();

        Assert.All(failing, row => Assert.Equal("NotReconciled", row.Status));
        Assert.All(failing, row => Assert.EndsWith("/git cannot be fetched: FetchFailed", row.Message));
        Assert.Equal([("a", "NotReconciled", ""), ("b", "NotReconciled", "")], healed);
        Assert.Equal(4, scenario.Changes.Count);
    }

    [Fact]
    public async Task Message_FailingSourceIsDeleted_NoLongerExplains()
    {
        var scenario = Create("deleted source");

        await PlayAsync(scenario, "push a staging/app; git: FetchFailed -; git: Deleted; push b staging/app");

        Assert.Equal([("a", "NotReconciled", ""), ("b", "NotReconciled", "")], await scenario.RowsAsync());
    }

    [Fact]
    public async Task Message_LateWordOfTheSource_IsNotNews()
    {
        var scenario = Create("late source");
        await PlayAsync(scenario, "push a staging/app");
        var failed = scenario.Read("git: FetchFailed -");

        await PlayAsync(scenario, "git: Succeeded a");
        await scenario.DeliverAsync(failed);

        Assert.Equal([("a", "NotReconciled", "")], await scenario.RowsAsync());
    }

    [Fact]
    public async Task Status_KustomizationNotSeenForLong_NoLongerShadows()
    {
        var scenario = Create("forgotten");
        await PlayAsync(scenario, "push a staging/app; staging/app: Progressing -; staging: Progressing a");

        scenario.Clock.Advance(TimeSpan.FromMinutes(50));
        await PlayAsync(scenario, "staging/app: Progressing -");
        scenario.Clock.Advance(TimeSpan.FromMinutes(50));
        await PlayAsync(scenario, "staging: BuildFailed a");
        var shadowed = await scenario.StatusesAsync();
        scenario.Clock.Advance(TimeSpan.FromMinutes(20));
        await PlayAsync(scenario, "staging: ReconciliationSucceeded a");

        Assert.Equal("a NotReconciled", shadowed);
        Assert.Equal("a ReconciliationSucceeded", await scenario.StatusesAsync());
    }

    [Fact]
    public async Task Status_ManyFailingObjects_AreAllLookedFor()
    {
        var scenario = Create("many");
        var objects = string.Join(' ', Enumerable.Range(0, 2000).Select(n => $"Deployment/ns/app{n}"));

        await PlayAsync(
            scenario,
            $"push a staging/app {objects}; push b staging/other Deployment/ns/other; "
            + $"staging: HealthCheckFailed b {objects}");

        Assert.Equal("a HealthCheckFailed, b NotReconciled", await scenario.StatusesAsync());
    }

    private StatusScenario Create(string name)
    {
        Requires.That(database.Database is not null, $"PostgreSQL is not installed ({name})");
        return new StatusScenario(database.Database!);
    }

    private static string[] Split(string steps) => steps.Split("; ");

    private static async Task PlayAsync(StatusScenario scenario, string steps)
    {
        foreach (var step in Split(steps))
        {
            await scenario.PlayAsync(step);
        }
    }
}
