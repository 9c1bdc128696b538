namespace Gimlet.FluxWatcher.Webhooks;

/// <summary>A webhook's body is not what notification-controller sends; the message says where.</summary>
internal sealed class WebhookException(string message) : Exception(message);
