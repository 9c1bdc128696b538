namespace Gimlet.GitopsWriter.Repositories;

/// <summary>
/// Base of what can be wrong with a gitops repository; messages are for people and hold no credentials.
/// </summary>
internal abstract class GitopsRepositoryException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The branch is no longer where it was: fetch, apply again, push again.</summary>
internal sealed class BranchMovedException(string message, Exception? inner = null)
    : GitopsRepositoryException(message, inner);

/// <summary>The remote cannot be reached now; later it may be.</summary>
internal sealed class RemoteUnavailableException(string message, Exception? inner = null)
    : GitopsRepositoryException(message, inner)
{
    /// <summary>It was there, and was lost while it took what is pushed.</summary>
    public bool IsDuringPush { get; init; }
}

/// <summary>The remote says no to us, or to what is pushed; the message has its words.</summary>
internal sealed class RemoteRefusedException(string message, bool isAccess, Exception? inner = null)
    : GitopsRepositoryException(message, inner)
{
    /// <summary>It refuses us altogether, so a smaller push would fare no better.</summary>
    public bool IsAccess => isAccess;
}

/// <summary>The clone misses or garbles objects and must be made anew.</summary>
internal sealed class RepositoryDamagedException(string message, Exception? inner = null)
    : GitopsRepositoryException(message, inner);

/// <summary>The directory holds what a commit of ours would spoil.</summary>
internal sealed class UnwritableTreeException(string message) : GitopsRepositoryException(message);
