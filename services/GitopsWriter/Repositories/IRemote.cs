using Gimlet.GitopsWriter.Packs;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Where commits end up. Every method blocks, and throws a <see cref="GitopsRepositoryException"/>.</summary>
internal interface IRemote : IDisposable
{
    /// <summary>Commits are made in the remote itself, so that looking at its branch costs nothing.</summary>
    bool IsLocal { get; }

    /// <summary>Opens the repository that commits are made in, and creates it when it is missing or unusable.</summary>
    Repository Open();

    /// <summary>The repository has nothing of the branch, so that everything would have to be fetched.</summary>
    bool IsBlank(Repository repository);

    /// <summary>
    /// Puts a repository in the place of the one that <see cref="Open"/> opened, with so many commits of the branch's
    /// history, or all of them for null.
    /// </summary>
    void Renew(int? depth);

    /// <summary>
    /// The repository holds so much more than it did when it was made that it is worth making it anew.
    /// </summary>
    bool HasOutgrown(Repository repository);

    /// <summary>Gets what is new on the branch and returns its tip; null when the remote has no such branch.</summary>
    ObjectId? Fetch(Repository repository);

    /// <summary>
    /// Moves the branch from one commit to another, which is in the repository, as is the pack of everything that the
    /// remote may lack. <see cref="BranchMovedException"/> when the branch is elsewhere by now;
    /// <paramref name="expected"/> is null for one that is to be created.
    /// </summary>
    void Push(Repository repository, ObjectId? expected, ObjectId tip, Pack pack);

    /// <summary>Removes what <see cref="Open"/> can make again, after it turned out to be damaged.</summary>
    void Discard();
}
