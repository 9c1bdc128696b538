using Microsoft.Extensions.Configuration;

namespace Gimlet.Hosting.Resync;

/// <summary>How often services ask each other what they may have missed.</summary>
public sealed record ResyncOptions
{
    /// <summary>With the bus up.</summary>
    [ConfigurationKeyName("RESYNC_INTERVAL")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>While the bus is away, when resync is all there is.</summary>
    [ConfigurationKeyName("RESYNC_INTERVAL_WITHOUT_BUS")]
    public TimeSpan IntervalWithoutBus { get; init; } = TimeSpan.FromSeconds(2);
}
