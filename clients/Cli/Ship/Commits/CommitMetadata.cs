namespace Gimlet.Cli.Ship.Commits;

/// <summary>What git keeps about a commit.</summary>
internal sealed record CommitMetadata
{
    /// <summary>When it was committed, with the offset of the committer.</summary>
    public required DateTimeOffset Created { get; init; }

    public required string AuthorName { get; init; }

    public required string AuthorEmail { get; init; }

    public required string CommitterName { get; init; }

    public required string CommitterEmail { get; init; }

    public required string Message { get; init; }
}
