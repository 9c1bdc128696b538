using System.Buffers;
using System.Globalization;
using System.Text;
using Gimlet.Templating.Syntax;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Functions;

/// <summary>The functions html, js and urlquery.</summary>
internal static class Escaping
{
    private static readonly SearchValues<char> HtmlSpecial = SearchValues.Create("\0'\"&<>");

    public static string Html(string text)
    {
        if (!text.AsSpan().ContainsAny(HtmlSpecial))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '\0' => result.Append('\uFFFD'),
                '"' => result.Append("&#34;"),
                '\'' => result.Append("&#39;"),
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                _ => result.Append(unit),
            };
        }

        return result.ToString();
    }

    public static string JavaScript(string text)
    {
        var result = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var rune = Runes.At(rest);
            _ = rune.Value switch
            {
                '\\' => result.Append(@"\\"),
                '\'' => result.Append(@"\'"),
                '"' => result.Append("\\\""),
                '<' => result.Append(@"\u003C"),
                '>' => result.Append(@"\u003E"),
                '&' => result.Append(@"\u0026"),
                '=' => result.Append(@"\u003D"),
                < ' ' => result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                < 0x80 => result.Append((char)rune.Value),
                _ when rune.IsByte => result.Append(@"\uFFFD"),
                _ when GoQuote.IsPrintable(rune.Value) => result.Append(rest[..rune.Length]),
                _ => result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
            };
            rest = rest[rune.Length..];
        }

        return result.ToString();
    }

    public static string UrlQuery(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var octet in GoString.ToBytes(text))
        {
            var unit = (char)octet;
            _ = unit switch
            {
                ' ' => result.Append('+'),
                '-' or '_' or '.' or '~' => result.Append(unit),
                _ when char.IsAsciiLetterOrDigit(unit) => result.Append(unit),
                _ => result.Append(CultureInfo.InvariantCulture, $"%{octet:X2}"),
            };
        }

        return result.ToString();
    }
}
