namespace Gimlet.FluxWatcher.Cluster;

internal sealed record WatchTimings
{
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For what only an administrator can change: a kind that is not installed, a missing permission.</summary>
    public TimeSpan SlowRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A watch that ends sooner and brought nothing counts as failed, or a broken proxy would be hammered.</summary>
    public TimeSpan ShortestWatch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Doubles with each failure; between half of it and all, so that many watchers do not come back at once.</summary>
    public TimeSpan Backoff(int failures)
    {
        var longest = Math.Min(
            LongestRetry.TotalMilliseconds, FirstRetry.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 30) - 1));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
