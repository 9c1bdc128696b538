using System.Collections.Concurrent;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>Many deploys at once, in an environment of their own, while a test breaks things.</summary>
/// <remarks>
/// Every app has a lane. A lane asks for two deploys of its app without a pause between them, of which the second may
/// overtake the first, and goes on when both have ended.
/// </remarks>
internal sealed class DeployRun(Installation installation, int deploys, CancellationToken cancellationToken)
{
    private const int DeploysAtOnce = 2;
    private const int Lanes = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentBag<Deploy> _ended = [];
    private int _accepted;

    public string Env { get; } = $"env-{Guid.NewGuid():N}"[..16];

    /// <summary>In the order in which they ended.</summary>
    public IReadOnlyCollection<Deploy> Ended => _ended;

    public int Repetitions { get; private set; }

    /// <summary>What the app of each lane has to be in the end.</summary>
    public IReadOnlyDictionary<string, string> LastContents => _lastContents;

    private readonly ConcurrentDictionary<string, string> _lastContents = [];

    /// <summary>Makes all deploys, and the faults one after the other, spread evenly over the deploys.</summary>
    public async Task RunAsync(params Func<Task>[] faults)
    {
        using var client = new GimletClient(installation.Address, Installation.AdminToken);
        var job = new CiJob(client, cancellationToken);
        var lanes = Enumerable.Range(0, Lanes).Select(lane => RunLaneAsync(job, $"app-{lane}", deploys / Lanes)).ToList();
        var all = Task.WhenAll(lanes);
        for (var fault = 0; fault < faults.Length; fault++)
        {
            var due = deploys * (fault + 1) / (faults.Length + 2);
            await Eventually.HoldsAsync(
                () => Task.FromResult(Volatile.Read(ref _accepted) >= due || all.IsFaulted),
                $"{due} deploys to be accepted",
                Patience,
                cancellationToken);
            await faults[fault]();
        }

        await all;
        Repetitions = job.Repetitions;
    }

    private async Task RunLaneAsync(CiJob job, string app, int count)
    {
        for (var number = 0; number < count; number += DeploysAtOnce)
        {
            var asked = new List<(string Content, string RequestId)>();
            while (asked.Count < DeploysAtOnce)
            {
                var content = $"{app}-{number + asked.Count}";
                asked.Add((content, await job.DeployAsync(Env, app, content)));
                _lastContents[app] = content;
                Interlocked.Increment(ref _accepted);
            }

            foreach (var (content, requestId) in asked)
            {
                var status = await job.EndAsync(requestId);
                var result = status["results"]!.AsArray().SingleOrDefault();
                _ended.Add(new Deploy(
                    app,
                    content,
                    requestId,
                    (string)status["status"]!,
                    (string?)result?["status"] ?? "",
                    (string?)result?["statusDesc"] ?? (string?)status["statusDesc"] ?? "",
                    (string?)result?["hash"] ?? ""));
            }
        }
    }
}
