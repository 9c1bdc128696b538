using MassTransit;

namespace Gimlet.Contracts.Flux;

/// <summary>The state of one Flux object, as its controller reports it.</summary>
[EntityName("gimlet.revision-observed")]
[MessageUrn("gimlet:revision-observed")]
public sealed record RevisionObserved
{
    /// <summary>Kustomization, HelmRelease or GitRepository.</summary>
    public required string Kind { get; init; }

    /// <summary>Namespace of the object.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the object.</summary>
    public required string Name { get; init; }

    /// <summary>Environment that a webhook names; null from the Kubernetes API.</summary>
    public string? Env { get; init; }

    /// <summary>Address of the source; null from webhooks, which do not tell.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>Branch of the source; null where it is not known.</summary>
    public string? Branch { get; init; }

    /// <summary>
    /// Path that the Kustomization applies, without <c>./</c> and slashes at its ends; null where it is not known.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>
    /// Hash of the commit, without branch and algorithm; null when the state is about no revision that is known.
    /// </summary>
    public string? Revision { get; init; }

    /// <summary>The reason of the Ready condition.</summary>
    public required string Reason { get; init; }

    /// <summary>The message of the Ready condition; while that is unknown, the step that Flux is at.</summary>
    public required string Message { get; init; }

    /// <summary><c>info</c> or <c>error</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>Objects that the message names as failing.</summary>
    public IReadOnlyList<FailingObject> FailingObjects { get; init; } = [];

    /// <summary>When it was seen, or when the webhook says that it happened, in unix microseconds.</summary>
    public required long ObservedAt { get; init; }

    /// <summary>
    /// True when the object is gone. What it said before no longer holds, for example that a source cannot be fetched;
    /// <see cref="Revision"/> is null and <see cref="Reason"/> is <c>Deleted</c>, which is no word of Flux.
    /// </summary>
    public bool Deleted { get; init; }

    /// <summary><c>kubernetes</c>, <c>webhook</c> or <c>simulated</c>.</summary>
    public required string Source { get; init; }
}
