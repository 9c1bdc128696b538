using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Gimlet.Hosting.Resync;

/// <summary>How often services ask each other what they may have missed.</summary>
public sealed record ResyncOptions
{
    private const string Least = "00:00:00.5";
    private const string Most = "1.00:00:00";

    /// <summary>With the bus up.</summary>
    [ConfigurationKeyName("RESYNC_INTERVAL")]
    [Range(typeof(TimeSpan), Least, Most, ErrorMessage = "RESYNC_INTERVAL must be from " + Least + " to " + Most)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>While the bus is away, when resync is all there is.</summary>
    [ConfigurationKeyName("RESYNC_INTERVAL_WITHOUT_BUS")]
    [Range(
        typeof(TimeSpan),
        Least,
        Most,
        ErrorMessage = "RESYNC_INTERVAL_WITHOUT_BUS must be from " + Least + " to " + Most)]
    public TimeSpan IntervalWithoutBus { get; init; } = TimeSpan.FromSeconds(2);
}
