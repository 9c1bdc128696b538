namespace Gimlet.Gateway.Idempotency;

/// <summary>What is known of a key: which request it was first used for, and the answer once there is one.</summary>
internal sealed record Reservation
{
    public required string Fingerprint { get; init; }

    public required string OperationId { get; init; }

    /// <summary>0 until there is an answer.</summary>
    public required int Status { get; init; }

    public required string SealedAnswer { get; init; }
}
