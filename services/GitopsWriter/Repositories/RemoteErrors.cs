using System.Net;
using Gimlet.GitopsWriter.Servers;
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

    // What hooks print is about the commits, mostly: only this is about us.
    private static readonly string[] Closed = ["protected branch", "not allowed to push", "read-only", "archived"];

    /// <summary>
    /// The answer that a server gave for the branch after it took the objects, and what its hooks printed.
    /// </summary>
    public static GitopsRepositoryException OfStatus(string status, string words)
    {
        if (Contains(status, Moved))
        {
            return new BranchMovedException(status);
        }

        var reason = words.Length > 0 ? $"{status}: {words}" : status;
        return new RemoteRefusedException(
            $"The gitops repository refuses the push: {reason}", Contains(status, Refused) || Contains(words, Closed));
    }

    /// <summary>What ended a fetch; <paramref name="words"/> are those of the ssh program, if it said any.</summary>
    public static GitopsRepositoryException Of(LibGit2SharpException error, string words) =>
        words.Length > 0 ? OfWords(words, error)
            : error is NotFoundException ? new RepositoryDamagedException(error.Message, error)
            : OfWords(ServerWords.Clean(error.Message), error);

    /// <summary>What a server, or the program that connects us with it, said in place of an answer.</summary>
    public static GitopsRepositoryException OfWords(string words, Exception? error = null) =>
        Contains(words, Refused)
            ? new RemoteRefusedException($"The gitops repository refuses access: {words}", isAccess: true, error)
            : new RemoteUnavailableException($"The gitops repository cannot be reached: {words}", error);

    /// <summary>A connection that did not come about, or ended.</summary>
    public static GitopsRepositoryException OfConnection(Exception error)
    {
        // The outer message says what was tried, the inner one what is wrong with it.
        var messages = new List<string>();
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            messages.Add(inner.Message);
        }

        return OfWords(string.Join(": ", messages.Distinct()), error);
    }

    /// <summary>A status that is not success; <paramref name="words"/> is the text that came with it.</summary>
    public static GitopsRepositoryException OfHttp(HttpResponseMessage response, string words)
    {
        var phrase = ServerWords.Clean(response.ReasonPhrase ?? "");
        var status = $"status code: {(int)response.StatusCode} {phrase}".TrimEnd();
        var reason = words.Length > 0 ? $"{status}: {words}" : status;
        return response.StatusCode switch
        {
            _ when response.Headers.RetryAfter is not null => Unavailable(reason),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => Unavailable(reason),
            >= HttpStatusCode.InternalServerError => Unavailable(reason),
            HttpStatusCode.RequestEntityTooLarge => new RemoteRefusedException(
                $"The gitops repository refuses the push: {reason}", isAccess: false),
            _ => new RemoteRefusedException($"The gitops repository refuses access: {reason}", isAccess: true),
        };
    }

    /// <summary>An answer that no git server gives; something else is in its place, for now perhaps.</summary>
    public static GitopsRepositoryException OfAnswer(string what) => Unavailable(what);

    /// <summary>Why objects could not be written to a repository on this machine.</summary>
    public static GitopsRepositoryException OfDisk(Exception error) =>
        error is UnauthorizedAccessException || Contains(error.Message, Refused)
            ? new RemoteRefusedException(
                $"The gitops repository cannot be written: {error.Message}", isAccess: true, error)
            : new RemoteUnavailableException($"The gitops repository cannot be written: {error.Message}", error);

    private static RemoteUnavailableException Unavailable(string reason) =>
        new($"The gitops repository cannot be reached: {reason}");

    private static bool Contains(string words, string[] patterns) =>
        patterns.Any(pattern => words.Contains(pattern, StringComparison.OrdinalIgnoreCase));
}
