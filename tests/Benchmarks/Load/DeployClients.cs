using System.Collections.Concurrent;
using System.Diagnostics;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>
/// Clients that ship and deploy. Every app has one client that deploys it, so that the order of its requests is known.
/// </summary>
/// <param name="client">The API.</param>
/// <param name="env">Where they deploy to.</param>
/// <param name="apps">Over how many apps the deploys go, in turn.</param>
/// <param name="clients">How many calls are under way at once.</param>
internal sealed class DeployClients(GimletClient client, string env, int apps, int clients)
{
    private readonly ConcurrentQueue<AcceptedDeploy> _accepted = [];
    private readonly ConcurrentDictionary<string, long> _times = new(StringComparer.Ordinal);

    /// <summary>What the API took, those of one app in the order of their requests.</summary>
    public IReadOnlyCollection<AcceptedDeploy> Accepted => _accepted;

    /// <summary>The timestamp at which each request was answered.</summary>
    public IReadOnlyDictionary<string, long> Times => _times;

    /// <summary>Sends the deploys of these numbers; a duration spreads them evenly over it.</summary>
    public Task SendAsync(Range numbers, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (first, count) = (numbers.Start.Value, numbers.End.Value - numbers.Start.Value);
        var started = Stopwatch.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, clients).Select(async own =>
        {
            for (var number = first; number < first + count; number++)
            {
                if (number % apps % clients == own)
                {
                    var due = duration * (number - first) / count;
                    await DeployAsync(number, due - Stopwatch.GetElapsedTime(started), cancellationToken);
                }
            }
        }));
    }

    private async Task DeployAsync(int number, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, TimeProvider.System, cancellationToken);
        }

        var app = $"app-{number % apps}";
        var artifact = await client.ShipAsync(ChartArtifact.Create(env, app, number), cancellationToken);
        var id = await client.ReleaseAsync(env, app, artifact, cancellationToken);
        _times[id] = Stopwatch.GetTimestamp();
        _accepted.Enqueue(new AcceptedDeploy(app, id, ChartArtifact.MarkOf(app, number)));
    }
}
