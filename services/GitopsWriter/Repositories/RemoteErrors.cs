using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Tells from the words of servers, which are all that git has for errors, what to do next.</summary>
internal static class RemoteErrors
{
    private static readonly string[] Moved =
    [
        "non-fast-forward", "non-fastforward", "fetch first", "stale info", "failed to update ref", "cannot lock ref",
        "incorrect old value", "failed to lock", "reference already exists", "but expected", "unable to lock",
        "does not point to expected object", "remote contains work", "tip of your current branch is behind",
    ];

    private static readonly string[] Refused =
    [
        "permission denied", "host key verification failed", "repository not found", "not found", "read only",
        "read-only", "not granted", "not allowed", "does not appear to be a git repository", "authentication",
        "status code: 401", "status code: 403", "status code: 404", "certificate", "access denied", "protected branch",
        "unprotected private key", "invalid credentials", "name or service not known",
        "no space left", "disk quota exceeded", "archived", "suspended",
    ];

    /// <summary>The answer that a server gave for the branch after it took the objects.</summary>
    public static GitopsRepositoryException OfStatus(string words) =>
        Contains(words, Moved)
            ? new BranchMovedException(words)
            : new RemoteRefusedException($"The gitops repository refuses the push: {words}", Contains(words, Refused));

    /// <summary>What ended a fetch or a push; <paramref name="ssh"/> is what the ssh program said, if it ran.</summary>
    public static GitopsRepositoryException Of(LibGit2SharpException error, string? ssh)
    {
        if (error is NonFastForwardException)
        {
            return new BranchMovedException(error.Message, error);
        }

        var words = string.IsNullOrEmpty(ssh) ? error.Message : ssh;
        if (error is UserCancelledException || Contains(words, Refused))
        {
            return error is NotFoundException && string.IsNullOrEmpty(ssh)
                ? new RepositoryDamagedException(error.Message, error)
                : new RemoteRefusedException($"The gitops repository refuses access: {words}", isAccess: true, error);
        }

        return new RemoteUnavailableException($"The gitops repository cannot be reached: {words}", error);
    }

    /// <summary>Why objects could not be written to a repository on this machine.</summary>
    public static GitopsRepositoryException OfDisk(Exception error) =>
        error is UnauthorizedAccessException || Contains(error.Message, Refused)
            ? new RemoteRefusedException($"The gitops repository cannot be written: {error.Message}", isAccess: true, error)
            : new RemoteUnavailableException($"The gitops repository cannot be written: {error.Message}", error);

    private static bool Contains(string words, string[] patterns) =>
        patterns.Any(pattern => words.Contains(pattern, StringComparison.OrdinalIgnoreCase));
}
