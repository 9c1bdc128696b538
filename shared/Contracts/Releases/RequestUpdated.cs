using MassTransit;

namespace Gimlet.Contracts.Releases;

/// <summary>A request changed; every replica of the policy service hears it and serves its streams.</summary>
[EntityName("gimlet.request-updated")]
[MessageUrn("gimlet:request-updated")]
public sealed record RequestUpdated
{
    /// <summary>The request that changed.</summary>
    public required string RequestId { get; init; }
}
