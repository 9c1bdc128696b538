namespace Gimlet.Policy.Requests;

internal static class RequestId
{
    private const string ArtifactPrefix = "artifact-";
    private const int MaxLength = 200;

    /// <summary>
    /// The id of an artifact's own request. It follows from the artifact's id, so that an artifact that is announced
    /// and resynced at the same time has one request, and a client can watch for it before it exists.
    /// </summary>
    public static string OfArtifact(string artifactId) => ArtifactPrefix + artifactId;

    /// <summary>The id that a caller chose, or a new one.</summary>
    public static string Take(string given)
    {
        if (given.Length == 0)
        {
            return Guid.NewGuid().ToString();
        }

        if (given.Length > MaxLength || !given.All(IsAllowed))
        {
            throw new RequestRefusedException(
                Refusal.Invalid, $"request_id must be up to {MaxLength} letters, digits and dashes.");
        }

        return given.StartsWith(ArtifactPrefix, StringComparison.Ordinal)
            ? throw new RequestRefusedException(
                Refusal.Invalid, $"request_id must not begin with '{ArtifactPrefix}': those belong to artifacts.")
            : given;
    }

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';
}
