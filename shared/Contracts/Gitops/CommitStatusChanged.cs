using MassTransit;

namespace Gimlet.Contracts.Gitops;

/// <summary>Flux's word about a commit changed.</summary>
[EntityName("gimlet.commit-status-changed")]
[MessageUrn("gimlet:commit-status-changed")]
public sealed record CommitStatusChanged
{
    /// <summary>The repository, without credentials.</summary>
    public required string Repository { get; init; }

    /// <summary>The commit.</summary>
    public required string Sha { get; init; }

    /// <summary>The environment that the commit wrote.</summary>
    public required string Env { get; init; }

    /// <summary>The app that the commit wrote.</summary>
    public required string App { get; init; }

    /// <summary><c>NotReconciled</c>, or the reason as Flux gives it.</summary>
    public required string Status { get; init; }

    /// <summary>Flux's message.</summary>
    public required string Message { get; init; }

    /// <summary>Grows at every change of this commit; an older one never overwrites a newer one.</summary>
    public required long StatusVersion { get; init; }

    /// <summary>When Flux was seen in this state, in unix microseconds.</summary>
    public required long ObservedAt { get; init; }
}
