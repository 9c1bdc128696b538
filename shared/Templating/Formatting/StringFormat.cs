using System.Globalization;
using System.Text;
using Gimlet.Templating.Execution;
using Gimlet.Templating.Syntax;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Formatting;

/// <summary>The verbs of strings.</summary>
internal static class StringFormat
{
    /// <returns>False when strings do not have the verb.</returns>
    public static bool Write(TextBuffer output, FormatSpec spec, char verb, string text)
    {
        switch (verb)
        {
            case 'v' when spec.GoSyntax:
                Pad(output, spec, GoQuote.Quote(text));
                return true;
            case 'v' or 's':
                Pad(output, spec, Truncate(text, spec.Precision));
                return true;
            case 'q':
                Pad(output, spec, Quote(Truncate(text, spec.Precision), spec));
                return true;
            case 'x' or 'X':
                Pad(output, spec, Hex(GoString.ToBytes(text), spec, verb == 'X'));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes a text at the width of the format, which counts characters.</summary>
    public static void Pad(TextBuffer output, FormatSpec spec, ReadOnlySpan<char> text)
    {
        if (spec.Width is not { } width)
        {
            output.Append(text);
            return;
        }

        var length = 0;
        foreach (var _ in new Runes(text))
        {
            length++;
        }

        var padding = Math.Max(0, width - length);
        if (spec.Minus)
        {
            output.Append(text);
            output.Append(' ', padding);
        }
        else
        {
            output.Append(spec.Zero ? '0' : ' ', padding);
            output.Append(text);
        }
    }

    private static string Truncate(string text, int? precision)
    {
        if (precision is not { } left || left >= text.Length)
        {
            return text;
        }

        var end = 0;
        foreach (var rune in new Runes(text))
        {
            if (left-- == 0)
            {
                break;
            }

            end += rune.Length;
        }

        return text[..end];
    }

    private static string Quote(string text, FormatSpec spec) => spec.Sharp && CanBackquote(text)
        ? $"`{text}`"
        : GoQuote.Quote(text, asciiOnly: spec.Plus);

    private static bool CanBackquote(string text)
    {
        foreach (var rune in new Runes(text))
        {
            if (rune.IsByte || rune.Value is '`' or 0x7F or 0xFEFF || (rune.Value < ' ' && rune.Value != '\t'))
            {
                return false;
            }
        }

        return true;
    }

    private static string Hex(ReadOnlySpan<byte> bytes, FormatSpec spec, bool upper)
    {
        var count = Math.Min(bytes.Length, spec.Precision ?? int.MaxValue);
        var result = new StringBuilder(count * 2);
        for (var i = 0; i < count; i++)
        {
            if (spec.Space && i > 0)
            {
                result.Append(' ');
            }

            if (spec.Sharp && (spec.Space || i == 0))
            {
                result.Append(upper ? "0X" : "0x");
            }

            result.Append(bytes[i].ToString(upper ? "X2" : "x2", CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }
}
