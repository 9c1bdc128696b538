namespace Gimlet.Gateway.Flux;

internal sealed record WebhookOptions
{
    /// <summary>The secret of Flux's generic-hmac provider; without one webhooks need an API token.</summary>
    [ConfigurationKeyName("FLUX_WEBHOOK_KEY")]
    public string Key { get; init; } = "";
}
