namespace Gimlet.Cli.Ship.Builds;

/// <summary>Reads the full names of branches and tags.</summary>
internal static class GitReference
{
    /// <summary>The branch of <c>refs/heads/NAME</c>, or empty text.</summary>
    public static string Branch(string reference) => Under("refs/heads/", reference);

    /// <summary>The tag of <c>refs/tags/NAME</c>, or empty text.</summary>
    public static string Tag(string reference) => Under("refs/tags/", reference);

    private static string Under(string prefix, string reference) =>
        reference.StartsWith(prefix, StringComparison.Ordinal) ? reference[prefix.Length..] : "";
}
