namespace Gimlet.Manifests.Reading;

/// <summary>Finds where an action of a template ends, over the strings in it.</summary>
internal static class TemplateAction
{
    private const string Close = "}}";

    /// <param name="text">The document.</param>
    /// <param name="start">Where <c>{{</c> stands.</param>
    /// <returns>What is behind <c>}}</c>; the end of the line where there is none.</returns>
    public static int End(string text, int start)
    {
        for (var at = start + 2; at < text.Length; at++)
        {
            var character = text[at];
            if (character is '"' or '`' or '\'')
            {
                at = EndOfString(text, at);
            }
            else if (string.CompareOrdinal(text, at, Close, 0, Close.Length) == 0)
            {
                return at + Close.Length;
            }
        }

        var line = text.IndexOf('\n', start);
        return line < 0 ? text.Length : line;
    }

    private static int EndOfString(string text, int start)
    {
        var quote = text[start];
        var at = start + 1;
        while (at < text.Length && text[at] != quote)
        {
            at += quote != '`' && text[at] == '\\' ? 2 : 1;
        }

        return at;
    }
}
