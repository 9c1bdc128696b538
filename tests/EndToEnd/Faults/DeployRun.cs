using System.Collections.Concurrent;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>Many deploys at once, in an environment of their own, while a test breaks things.</summary>
/// <remarks>
/// Every app has a lane. A lane asks for some deploys of its app without a pause between them and goes on when all of
/// these have ended.
/// </remarks>
internal sealed class DeployRun(
    Installation installation, int deploys, int deploysAtOnce, CancellationToken cancellationToken)
{
    public const int Lanes = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentBag<Deploy> _ended = [];
    private readonly ConcurrentDictionary<string, string> _lastContents = [];
    private int _accepted;
    private Task _lanes = Task.CompletedTask;

    public string Env { get; } = $"env-{Guid.NewGuid():N}"[..16];

    public int Deploys => deploys;

    /// <summary>Deploys that the API has taken so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public IReadOnlyCollection<Deploy> Ended => _ended;

    /// <summary>What the app of each lane has to be in the end.</summary>
    public IReadOnlyDictionary<string, string> LastContents => _lastContents;

    /// <summary>How often clients had to ask again.</summary>
    public int Repetitions { get; private set; }

    public IReadOnlyList<Fault> Faults { get; private set; } = [];

    /// <summary>Makes all deploys, and the faults one after the other, spread evenly over the deploys.</summary>
    public async Task RunAsync(params IReadOnlyList<Fault> faults)
    {
        Faults = faults;
        using var client = new GimletClient(installation.Address, Installation.AdminToken);
        var job = new CiJob(client, cancellationToken);
        _lanes = Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => RunLaneAsync(job, $"app-{lane}")));
        for (var fault = 0; fault < faults.Count; fault++)
        {
            await AcceptAsync(deploys * (fault + 1) / (faults.Count + 2));
            await faults[fault].Happen(this);
        }

        await _lanes;
        Repetitions = job.Repetitions;
    }

    /// <summary>Waits until so many deploys were accepted.</summary>
    public Task AcceptAsync(int count) => WaitAsync(() => Accepted, count, "accepted");

    /// <summary>Waits until so many deploys have ended, one way or the other.</summary>
    public Task EndAsync(int count) => WaitAsync(() => _ended.Count, count, "ended");

    private async Task WaitAsync(Func<int> present, int count, string which)
    {
        await Eventually.HoldsAsync(
            () => Task.FromResult(present() >= Math.Min(count, deploys) || _lanes.IsFaulted),
            $"{count} {which} deploys",
            Patience,
            cancellationToken);
        if (_lanes.IsFaulted)
        {
            await _lanes;
        }
    }

    private async Task RunLaneAsync(CiJob job, string app)
    {
        for (var number = 0; number < deploys / Lanes; number += deploysAtOnce)
        {
            var asked = new List<(string Content, string RequestId)>();
            while (asked.Count < deploysAtOnce)
            {
                var content = $"{app}-{number + asked.Count}";
                asked.Add((content, await job.DeployAsync(Env, app, content)));
                _lastContents[app] = content;
                Interlocked.Increment(ref _accepted);
            }

            foreach (var (content, requestId) in asked)
            {
                _ended.Add(Deploy.From(app, content, requestId, await job.EndAsync(requestId)));
            }
        }
    }
}
