using CsCheck;
using Gimlet.Contracts.Flux;

namespace Gimlet.GitopsWriter.Tests.CommitStatuses;

/// <summary>Messages may be doubled, late and out of order; the bus promises nothing else.</summary>
public sealed class DeliveryPropertyTests(SqliteStatuses database) : IClassFixture<SqliteStatuses>
{
    private const string Succeeded = "ReconciliationSucceeded";
    private static readonly string[] Apps = ["staging/web", "staging/api", "production/web"];
    private static readonly string[] Kustomizations = ["/", "staging", "staging/api", "production"];

    private static readonly string[] Reasons =
        ["Progressing", "DependencyNotReady", "BuildFailed", "HealthCheckFailed", "HealthCheckCanceled", Succeeded];

    private static readonly Gen<Word> Words = Gen.Select(
        Pick(Kustomizations),
        Pick(Reasons),
        Gen.Int[0, 2],
        Pick(["", .. Apps]),
        (speaker, reason, advance, failing) => new Word(speaker, reason, advance, failing));

    private static readonly Gen<History> Histories = Gen.Select(
        Pick(Apps).Array[1, 6],
        Words.Array[1, 12],
        Gen.Int,
        (commits, words, seed) => new History(commits, words, seed));

    [Fact]
    public Task Statuses_AnyInterleavingAndDuplication_EndTheSame() => Histories.SampleAsync(
        async history =>
        {
            var ordered = await StartAsync(history.Commits);
            var shuffled = await StartAsync(history.Commits);

            foreach (var step in Say(history))
            {
                await ordered.PlayAsync(step);
            }

            var observations = Say(history).Select(shuffled.Read).ToArray();
            var deliveries = observations.Concat(observations).ToArray();
            new Random(history.Seed).Shuffle(deliveries);
            await DeliverAsync(shuffled, deliveries);

            Assert.Equal(Outcome(await ordered.RowsAsync()), Outcome(await shuffled.RowsAsync()));
        },
        iter: 60,
        threads: 1);

    private static Gen<string> Pick(string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    // Which Kustomization speaks for which directory is known before: nobody can tell from the first message alone.
    private async Task<StatusScenario> StartAsync(string[] commits)
    {
        var scenario = new StatusScenario(database.Database!);
        foreach (var kustomization in Kustomizations)
        {
            await scenario.PlayAsync($"{kustomization}: Progressing -");
        }

        for (var i = 0; i < commits.Length; i++)
        {
            await scenario.PlayAsync($"push c{i} {commits[i]} {DeploymentOf(commits[i])}");
        }

        return scenario;
    }

    // Each Kustomization only ever moves on to newer revisions, as Flux does.
    private static IEnumerable<string> Say(History history)
    {
        var revisions = Kustomizations.ToDictionary(speaker => speaker, _ => 0);
        foreach (var word in history.Words)
        {
            var revision = Math.Min(history.Commits.Length - 1, revisions[word.Speaker] + word.Advance);
            revisions[word.Speaker] = revision;
            yield return $"{word.Speaker}: {word.Reason} c{revision} {DeploymentOf(word.FailingApp)}";
        }
    }

    private static string DeploymentOf(string app) => app.Length == 0 ? "" : $"Deployment/ns/{app.Replace('/', '-')}";

    private static async Task DeliverAsync(StatusScenario scenario, IEnumerable<RevisionObserved> deliveries)
    {
        var settled = new HashSet<string>();
        foreach (var observation in deliveries)
        {
            await scenario.DeliverAsync(observation);
            var rows = await scenario.RowsAsync();
            var now = rows.Where(row => row.Status == Succeeded).Select(row => row.Name).ToHashSet();
            Assert.Superset(settled, now);
            settled = now;
        }
    }

    // Which of several revisions that contain a commit was the first to succeed depends on the order, and only that.
    private static string Outcome(IEnumerable<(string Name, string Status, string Message)> rows) => string.Join(
        '\n', rows.Select(row => row.Status == Succeeded ? $"{row.Name} {row.Status}" : $"{row.Name} {row.Message}"));

    private sealed record Word(string Speaker, string Reason, int Advance, string FailingApp);

    private sealed record History(string[] Commits, Word[] Words, int Seed);
}
