namespace Gimlet.FluxWatcher.Webhooks;

/// <summary>The parts of notification-controller's event that tell about a revision.</summary>
internal sealed record WebhookBody
{
    public WebhookSubject? InvolvedObject { get; init; }

    public string? Severity { get; init; }

    public string? Timestamp { get; init; }

    public string? Message { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }
}

internal sealed record WebhookSubject
{
    public string? Kind { get; init; }

    public string? Namespace { get; init; }

    public string? Name { get; init; }
}
