using MassTransit;

namespace Gimlet.Contracts.Releases;

/// <summary>A branch of a source repository was deleted.</summary>
[EntityName("gimlet.branch-deleted")]
[MessageUrn("gimlet:branch-deleted")]
public sealed record BranchDeleted
{
    /// <summary>Becomes the id of the request; handling is idempotent by it.</summary>
    public required string RequestId { get; init; }

    /// <summary>The source repository, as artifacts name it.</summary>
    public required string Repository { get; init; }

    /// <summary>The branch that is gone.</summary>
    public required string Branch { get; init; }
}
