namespace Gimlet.Policy;

/// <summary>Text of others, made fit to be stored and shown: of bounded length, without control characters.</summary>
internal static class DisplayText
{
    private const int MaxQuoted = 100;

    // Snapshots repeat it in full at every change of their request.
    private const int MaxLength = 4000;

    /// <summary>A value inside a sentence, on one line.</summary>
    public static string Quote(string value) => $"'{Name(value)}'";

    /// <summary>A name, or the template of one that could not be resolved.</summary>
    public static string Name(string value) => Clean(value, MaxQuoted, keepLines: false);

    /// <summary>A message, which may have several lines.</summary>
    public static string Message(string text) => Clean(text, MaxLength, keepLines: true);

    private static string Clean(string text, int length, bool keepLines)
    {
        var cut = text.Length > length;
        if (cut)
        {
            // Half of a surrogate pair is no character.
            text = text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
        }

        var clean = string.Create(text.Length, (text, keepLines), static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                var character = source.text[i];
                var kept = !char.IsControl(character) || (source.keepLines && character is '\n' or '\t');
                target[i] = kept ? character : ' ';
            }
        });
        return cut ? clean + "…" : clean;
    }
}
