namespace Gimlet.Gateway.Tracking;

internal sealed record TrackingOptions
{
    /// <summary>A stream of events is never silent for longer; proxies would take it for dead.</summary>
    [ConfigurationKeyName("SSE_KEEPALIVE")]
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stream waits for a policy service that is away before it ends.</summary>
    [ConfigurationKeyName("SSE_RECONNECT_TIMEOUT")]
    public TimeSpan ReconnectTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a deletion is waited for.</summary>
    [ConfigurationKeyName("DELETE_TIMEOUT")]
    public TimeSpan DeleteTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
