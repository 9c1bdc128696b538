using Gimlet.Policy.Tests.Servers;
using Gimlet.Protos.Releases;
using Gimlet.Testing.Databases;

namespace Gimlet.Policy.Tests.Results;

public sealed class SequenceSqliteTests(PolicyServer<SqliteDatabase> server) : SequenceTests<SqliteDatabase>(server);

public sealed class SequencePostgresTests(PolicyServer<PostgresDatabase> server)
    : SequenceTests<PostgresDatabase>(server);

public abstract class SequenceTests<TDatabase>(PolicyServer<TDatabase> server) : PolicySuite<TDatabase>(server)
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task Sequences_OfOneApp_BecomeVisibleInTheirOrder()
    {
        const int Requests = 60;
        var artifact = Stored(Manifest(), Manifest() with { App = App + "-2" });
        var requests = Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => ReleaseAsync(artifact.Id)));

        // A reader that goes on from the greatest sequence it saw must never miss one that comes to light later.
        var seen = new Dictionary<string, long>();
        var count = 0;
        while (count < 2 * Requests)
        {
            var done = requests.IsCompleted;
            var fresh = (await ListAllAsync())
                .Where(result => result.ArtifactId == artifact.Id)
                .Where(result => result.Sequence > seen.GetValueOrDefault(result.App))
                .ToList();
            foreach (var result in fresh)
            {
                seen[result.App] = Math.Max(seen.GetValueOrDefault(result.App), result.Sequence);
            }

            count += fresh.Count;
            var missing = (2 * Requests) - count;
            Assert.False(done && fresh.Count == 0 && missing > 0, $"{missing} came out of order");
        }

        Assert.Equal(Requests, (await requests).Distinct().Count());
    }

    [Fact]
    public async Task Pending_InPages_IsListedOnceAndInOrder()
    {
        var artifact = Stored(Manifest());
        for (var i = 0; i < 7; i++)
        {
            await ReleaseAsync(artifact.Id);
        }

        var listed = (await ListAllAsync(limit: 3)).Select(result => result.Sequence).ToList();

        Assert.Equal(listed.Distinct().Order(), listed);
        Assert.True(listed.Count >= 7);
    }

    [Fact]
    public async Task Pending_OfOneApp_NamesTheOneBeforeIt()
    {
        const int Requests = 20;
        var artifact = Stored(Manifest(), Manifest() with { App = App + "-2" });
        await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => ReleaseAsync(artifact.Id)));

        var results = (await ListAllAsync()).Where(result => result.ArtifactId == artifact.Id);
        Assert.All(results.GroupBy(result => result.App), app => Assert.Equal(
            app.Select(result => result.ResultId).Prepend("").Take(Requests),
            app.Select(result => result.Predecessor)));
    }

    private async Task<IReadOnlyList<PendingResult>> ListAllAsync(int limit = 0)
    {
        var all = new List<PendingResult>();
        while (true)
        {
            var request = new ListPendingRequest { AfterSequence = all.LastOrDefault()?.Sequence ?? 0, Limit = limit };
            var page = (await Client.ListPendingAsync(request, cancellationToken: Cancellation)).Results;
            if (page.Count == 0)
            {
                return all;
            }

            all.AddRange(page);
        }
    }
}
