namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Answers which of our commits a revision of the remote branch contains.</summary>
internal interface IRevisionGraph
{
    /// <summary>The normalised address, as table <c>commits</c> has it.</summary>
    string Repository { get; }

    /// <summary>The branch that is written.</summary>
    string Branch { get; }

    /// <summary>
    /// The greatest position among our commits that the revision contains: itself or an ancestor. Null when it
    /// contains none, or cannot be found on the remote after a fetch.
    /// </summary>
    Task<long?> LastContainedPositionAsync(string sha, CancellationToken cancellationToken);
}
