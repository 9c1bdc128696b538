using MassTransit;

namespace Gimlet.Contracts.Artifacts;

/// <summary>An artifact was stored. Carries the whole of it, so that no consumer needs to call back.</summary>
[EntityName("gimlet.artifact-shipped")]
[MessageUrn("gimlet:artifact-shipped")]
public sealed record ArtifactShipped
{
    /// <summary>The artifact as stored.</summary>
    public required Artifact Artifact { get; init; }
}
