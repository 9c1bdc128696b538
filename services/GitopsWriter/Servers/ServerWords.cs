using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gimlet.GitopsWriter.Servers;

/// <summary>
/// What a server says to people, on its way into results and logs. It may be anything, of any length: the end is kept,
/// where reasons are, on one line and without what a terminal would act on.
/// </summary>
internal sealed partial class ServerWords
{
    /// <summary>The length, in characters, that is kept.</summary>
    public const int MaxLength = 2048;

    // So much of the raw bytes is remembered: colours and progress take their share of it.
    private const int MaxBytes = 4 * MaxLength;

    private readonly Lock _lock = new();
    private byte[] _bytes = [];

    public void Add(ReadOnlySpan<byte> content)
    {
        lock (_lock)
        {
            byte[] all = [.. _bytes, .. content[Math.Max(0, content.Length - MaxBytes)..]];
            _bytes = all[Math.Max(0, all.Length - MaxBytes)..];
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return Clean(Encoding.UTF8.GetString(_bytes));
        }
    }

    /// <summary>The text as it may be shown.</summary>
    public static string Clean(string text)
    {
        // A progress bar overwrites its line: what counts is its last state.
        var lines = EscapeSequence().Replace(text, "").ReplaceLineEndings("\n").Split('\n')
            .Select(line => string.Concat(line.EnumerateRunes().Where(IsVisible)).Trim())
            .Where(line => line.Length > 0);
        var words = string.Join(' ', lines);
        return words.Length <= MaxLength ? words : "…" + words[^(MaxLength - 1)..];
    }

    // Among the others are marks that change the direction of the text after them.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    [GeneratedRegex(@"\e(\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(\a|\e\\)?|[@-Z\\^_])")]
    private static partial Regex EscapeSequence();
}
