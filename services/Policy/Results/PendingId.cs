namespace Gimlet.Policy.Results;

/// <summary>Names a pending result, and its place among them.</summary>
internal sealed record PendingId
{
    public required string Id { get; init; }

    public required long Sequence { get; init; }
}
