namespace Gimlet.FluxWatcher.Objects;

/// <summary>What a Kustomization, HelmRelease or GitRepository tells about a revision; no more is kept.</summary>
internal sealed record FluxObject
{
    public required ObjectMeta Metadata { get; init; }

    public ObjectSpec? Spec { get; init; }

    public ObjectStatus? Status { get; init; }

    public ObjectKey Key => new(Metadata.Namespace ?? "", Metadata.Name);

    // A condition that was set for an earlier generation is about an earlier spec, for example about another path.
    public Condition? Condition(string type) =>
        Status?.Conditions?.FirstOrDefault(condition => condition.Type == type) is { } condition
        && (condition.ObservedGeneration is null or 0 || condition.ObservedGeneration >= Metadata.Generation)
            ? condition
            : null;
}

internal readonly record struct ObjectKey(string Namespace, string Name);

internal sealed record ObjectMeta
{
    public required string Name { get; init; }

    public string? Namespace { get; init; }

    public long Generation { get; init; }
}

internal sealed record ObjectSpec
{
    public string? Path { get; init; }

    public SourceReference? SourceRef { get; init; }

    public string? Url { get; init; }

    public GitReference? Ref { get; init; }
}

internal sealed record SourceReference
{
    public string? Kind { get; init; }

    public string? Namespace { get; init; }

    public string? Name { get; init; }
}

internal sealed record GitReference
{
    public string? Branch { get; init; }

    public string? Name { get; init; }

    public string? Tag { get; init; }

    public string? Semver { get; init; }

    public string? Commit { get; init; }
}

internal sealed record ObjectStatus
{
    public IReadOnlyList<Condition>? Conditions { get; init; }

    public string? LastAttemptedRevision { get; init; }

    public string? LastAppliedRevision { get; init; }

    public SourceArtifact? Artifact { get; init; }
}

internal sealed record SourceArtifact
{
    public string? Revision { get; init; }
}

internal sealed record Condition
{
    public required string Type { get; init; }

    public required string Status { get; init; }

    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    public long? ObservedGeneration { get; init; }

    public bool IsTrue => Status == "True";

    public bool IsFalse => Status == "False";
}
