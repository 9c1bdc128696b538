namespace Gimlet.Helm.Rendering;

/// <summary>
/// Parts what a template wrote into documents as helm does, which does not ask YAML: three dashes at the start of a
/// line part, whatever follows them.
/// </summary>
internal static class ManifestSplitter
{
    private const string Dashes = "---";
    private const string DashesOnLine = "\n---";

    public static List<string> Split(string text)
    {
        var rest = text.AsSpan().Trim();
        var documents = new List<string>();
        var start = 0;
        if (rest.StartsWith(Dashes))
        {
            start = SkipSpace(rest, Dashes.Length);
        }

        while (FindSeparator(rest, start) is { } separator)
        {
            Add(documents, rest[start..separator]);
            start = SkipSpace(rest, separator + DashesOnLine.Length);
        }

        Add(documents, rest[start..]);
        return documents;
    }

    // The line break of a separator may not belong to the separator before.
    private static int? FindSeparator(ReadOnlySpan<char> text, int start) =>
        text[start..].IndexOf(DashesOnLine) is var index and >= 0 ? start + index : null;

    private static int SkipSpace(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && text[start] is ' ' or '\t' or '\n' or '\f' or '\r')
        {
            start++;
        }

        return start;
    }

    private static void Add(List<string> documents, ReadOnlySpan<char> document)
    {
        // All that is left is space only where there is none between two separators.
        if (document.Length > 0)
        {
            documents.Add(document.Trim().ToString());
        }
    }
}
