namespace Gimlet.Policy.Tracking;

/// <summary>Looks every second whether a watched request changed, should the message about it be lost.</summary>
/// <remarks>One cheap query serves hundreds of streams, so it does not matter how many there are.</remarks>
internal sealed class WatchPoller(
    RequestSignals signals, SnapshotStore snapshots, TimeProvider clock, ILogger<WatchPoller> logger)
    : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IReadOnlyDictionary<string, long> known = new Dictionary<string, long>();
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                known = await PollAsync(known, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.PollFailed(logger, e.Message);
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, long>> PollAsync(
        IReadOnlyDictionary<string, long> known, CancellationToken cancellationToken)
    {
        var present = new Dictionary<string, long>();
        foreach (var batch in signals.Watched.Chunk(BatchSize))
        {
            foreach (var (requestId, version) in await snapshots.FindVersionsAsync(batch, cancellationToken))
            {
                present[requestId] = version;
                if (known.GetValueOrDefault(requestId) != version)
                {
                    signals.Signal(requestId);
                }
            }
        }

        return present;
    }
}
