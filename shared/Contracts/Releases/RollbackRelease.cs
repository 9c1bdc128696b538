using MassTransit;

namespace Gimlet.Contracts.Releases;

/// <summary>Asks for the commit that restores an app as it was at an earlier commit.</summary>
[EntityName("gimlet.rollback-release")]
[MessageUrn("gimlet:rollback-release")]
public sealed record RollbackRelease
{
    /// <summary>Names the result that this write is for; handling is idempotent by it.</summary>
    public required string ResultId { get; init; }

    /// <summary>The request that the result belongs to.</summary>
    public required string RequestId { get; init; }

    /// <summary>Grows with every write that is requested; a smaller one never overwrites a greater one.</summary>
    public required long Sequence { get; init; }

    /// <summary>
    /// The result of the same app and environment that was pending right before this one; empty when none was. It is
    /// written first, whichever replica has it.
    /// </summary>
    public string Predecessor { get; init; } = "";

    /// <summary>The app; a DNS label.</summary>
    public required string App { get; init; }

    /// <summary>The environment; a DNS label.</summary>
    public required string Env { get; init; }

    /// <summary>Login of the user, or <c>policy</c>.</summary>
    public required string TriggeredBy { get; init; }

    /// <summary>When it was requested, in unix microseconds.</summary>
    public required long RequestedAt { get; init; }

    /// <summary>The commit of the gitops repository to return to.</summary>
    public required string TargetSha { get; init; }
}
