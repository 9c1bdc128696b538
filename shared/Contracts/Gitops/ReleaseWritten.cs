using MassTransit;

namespace Gimlet.Contracts.Gitops;

/// <summary>A write is on the remote branch, or needed no commit.</summary>
[EntityName("gimlet.release-written")]
[MessageUrn("gimlet:release-written")]
public sealed record ReleaseWritten
{
    /// <summary>The result that was asked for.</summary>
    public required string ResultId { get; init; }

    /// <summary>The repository, without credentials.</summary>
    public required string Repository { get; init; }

    /// <summary>The branch that was pushed.</summary>
    public required string Branch { get; init; }

    /// <summary>
    /// The commit on the remote; empty when nothing was there to change, as for the deletion of an unknown app.
    /// </summary>
    public required string Sha { get; init; }

    /// <summary>When the push succeeded, in unix microseconds.</summary>
    public required long PushedAt { get; init; }

    /// <summary>No commit was needed: <see cref="Sha"/> is the one that last wrote the app.</summary>
    public required bool Unchanged { get; init; }
}
