namespace Gimlet.FluxWatcher.Cluster;

internal sealed record WatchTimings
{
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For what only an administrator can change: a missing kind, a missing permission.</summary>
    public TimeSpan SlowRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A watch that brought nothing and ended sooner has failed: a broken proxy is not hammered.</summary>
    public TimeSpan ShortestWatch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Doubles with each failure; then at random between half and all of it.</summary>
    public TimeSpan Backoff(int failures)
    {
        var longest = Math.Min(
            LongestRetry.TotalMilliseconds, FirstRetry.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 30) - 1));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
