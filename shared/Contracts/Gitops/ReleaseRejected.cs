using MassTransit;

namespace Gimlet.Contracts.Gitops;

/// <summary>A write ended without a commit.</summary>
[EntityName("gimlet.release-rejected")]
[MessageUrn("gimlet:release-rejected")]
public sealed record ReleaseRejected
{
    /// <summary>The result that was asked for.</summary>
    public required string ResultId { get; init; }

    /// <summary>Why, for a person.</summary>
    public required string Reason { get; init; }
}
