using System.ComponentModel.DataAnnotations;

namespace Gimlet.Gateway.Tracking;

internal sealed record TrackingOptions
{
    /// <summary>A stream of events is never silent for longer; proxies would take it for dead.</summary>
    [ConfigurationKeyName("SSE_KEEPALIVE")]
    [Range(
        typeof(TimeSpan),
        "00:00:00.01",
        "00:00:15",
        ErrorMessage = "SSE_KEEPALIVE must be from 00:00:00.01 to 00:00:15")]
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stream waits for a policy service that is away before it ends.</summary>
    [ConfigurationKeyName("SSE_RECONNECT_TIMEOUT")]
    [Range(
        typeof(TimeSpan),
        "00:00:00",
        "01:00:00",
        ErrorMessage = "SSE_RECONNECT_TIMEOUT must be from 00:00:00 to 01:00:00")]
    public TimeSpan ReconnectTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a deletion is waited for.</summary>
    [ConfigurationKeyName("DELETE_TIMEOUT")]
    [Range(
        typeof(TimeSpan),
        "00:00:00",
        "00:10:00",
        ErrorMessage = "DELETE_TIMEOUT must be from 00:00:00 to 00:10:00")]
    public TimeSpan DeleteTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
