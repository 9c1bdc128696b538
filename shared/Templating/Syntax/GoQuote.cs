using System.Globalization;
using System.Text;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Syntax;

/// <summary>Quoting as Go's strconv does it (https://pkg.go.dev/strconv#Quote).</summary>
internal static class GoQuote
{
    /// <summary>A Go string literal for a text.</summary>
    public static string Quote(string text, bool asciiOnly = false)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in new Runes(text))
        {
            AppendEscaped(result, rune, '"', asciiOnly);
        }

        return result.Append('"').ToString();
    }

    /// <summary>A Go character literal for a code point; no code point is shown as U+FFFD.</summary>
    public static string QuoteRune(long value, bool asciiOnly = false)
    {
        var isRune = value is >= 0 and <= 0x10FFFF && Rune.IsValid((int)value);
        var rune = new Runes.Item(isRune ? (int)value : Rune.ReplacementChar.Value, false, 1);
        var result = new StringBuilder(8).Append('\'');
        AppendEscaped(result, rune, '\'', asciiOnly);
        return result.Append('\'').ToString();
    }

    /// <summary>A code point as fmt's <c>%#U</c> shows it: <c>U+0041 'A'</c>.</summary>
    public static string Unicode(long value)
    {
        var code = $"U+{value:X4}";
        return value is >= 0 and <= 0x10FFFF && IsPrintable((int)value) ? $"{code} '{new Rune((int)value)}'" : code;
    }

    /// <summary>Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.</summary>
    public static bool IsPrintable(int value) => value switch
    {
        < 0x7F => value >= ' ',
        _ => Rune.IsValid(value) && Rune.GetUnicodeCategory(new Rune(value)) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
    };

    private static void AppendEscaped(StringBuilder result, Runes.Item rune, char quote, bool asciiOnly)
    {
        if (rune.IsByte)
        {
            result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            return;
        }

        if (rune.Value == quote || rune.Value == '\\')
        {
            result.Append('\\').Append((char)rune.Value);
            return;
        }

        if (IsPrintable(rune.Value) && (!asciiOnly || rune.Value < 0x80))
        {
            result.Append(new Rune(rune.Value).ToString());
            return;
        }

        _ = rune.Value switch
        {
            '\a' => result.Append(@"\a"),
            '\b' => result.Append(@"\b"),
            '\f' => result.Append(@"\f"),
            '\n' => result.Append(@"\n"),
            '\r' => result.Append(@"\r"),
            '\t' => result.Append(@"\t"),
            '\v' => result.Append(@"\v"),
            < ' ' or 0x7F => result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            < 0x10000 => result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            _ => result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        };
    }
}
