using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>A commit that is asked for, whichever way the request came.</summary>
internal abstract record Write
{
    public required string ResultId { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Per app, only what is greater than the last one takes effect.</summary>
    public required long Sequence { get; init; }

    /// <summary>The result of the same app that has to end before this one; empty when there is none.</summary>
    public string Predecessor { get; init; } = "";

    public required string App { get; init; }

    public required string Env { get; init; }

    public required string TriggeredBy { get; init; }

    /// <summary>As table <c>commits</c> and the trailer have it.</summary>
    public abstract string Kind { get; }
}

/// <summary>Puts a release into the app's directory.</summary>
internal sealed record ReleaseWrite : Write
{
    public const string Name = "release";

    public required Manifest Manifest { get; init; }

    public required ArtifactVersion Version { get; init; }

    public required string ArtifactId { get; init; }

    public override string Kind => Name;
}

/// <summary>Restores the app's directory as it was at an earlier commit.</summary>
internal sealed record RollbackWrite : Write
{
    public const string Name = "rollback";

    public required string TargetSha { get; init; }

    public override string Kind => Name;
}

/// <summary>Removes the app's directory.</summary>
internal sealed record DeleteWrite : Write
{
    public const string Name = "delete";

    public override string Kind => Name;
}
