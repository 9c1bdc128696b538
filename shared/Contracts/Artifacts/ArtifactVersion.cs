namespace Gimlet.Contracts.Artifacts;

/// <summary>The commit that an artifact was built from. Empty text is "not known"; REST leaves it out.</summary>
public sealed record ArtifactVersion
{
    /// <summary>For example <c>owner/name</c>.</summary>
    public string RepositoryName { get; init; } = "";

    /// <summary>Hash of the commit.</summary>
    public string Sha { get; init; } = "";

    /// <summary>Time of the commit in unix seconds.</summary>
    public long Created { get; init; }

    /// <summary>Branch that was built.</summary>
    public string Branch { get; init; } = "";

    /// <summary><c>push</c>, <c>tag</c> or <c>pr</c>.</summary>
    public string Event { get; init; } = "";

    /// <summary>Head branch of a pull request.</summary>
    public string SourceBranch { get; init; } = "";

    /// <summary>Base branch of a pull request.</summary>
    public string TargetBranch { get; init; } = "";

    /// <summary>Tag that was built.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Author of the commit.</summary>
    public string AuthorName { get; init; } = "";

    /// <summary>Address of the author.</summary>
    public string AuthorEmail { get; init; } = "";

    /// <summary>Committer of the commit.</summary>
    public string CommitterName { get; init; } = "";

    /// <summary>Address of the committer.</summary>
    public string CommitterEmail { get; init; } = "";

    /// <summary>The commit message.</summary>
    public string Message { get; init; } = "";

    /// <summary>Where the commit can be looked at.</summary>
    public string Url { get; init; } = "";
}
