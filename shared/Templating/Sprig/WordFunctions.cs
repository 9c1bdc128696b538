using System.Text;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>What sprig's strings.go has from Masterminds/goutils, which cuts strings by bytes.</summary>
internal static class WordFunctions
{
    private const string Ellipsis = "...";

    public static FunctionMap Map { get; } = new()
    {
        { "wrap", [Int, Text], static (context, arguments) =>
            Wrap(context, arguments.Text(1), arguments.Int(0), "\n", breaksWords: false) },
        { "wrapWith", [Int, Text, Text], static (context, arguments) =>
            Wrap(context, arguments.Text(2), arguments.Int(0), arguments.Text(1), breaksWords: true) },
        { "abbrev", [Int, Text], static (_, arguments) => Abbreviate(arguments.Text(1), 0, arguments.Int(0)) },
        { "abbrevboth", [Int, Int, Text], static (_, arguments) =>
            Abbreviate(arguments.Text(2), arguments.Int(0), arguments.Int(1)) },
        { "initials", [Text], static (_, arguments) => Initials(arguments.Text(0)) },
        { "nospace", [Text], static (_, arguments) => RemoveSpace(arguments.Text(0)) },
        { "plural", [Text, Text, Int], static (_, arguments) =>
            arguments.Int(2) == 1 ? arguments.Text(0) : arguments.Text(1) },
    };

    private static string Wrap(CallContext context, string text, long length, string newLine, bool breaksWords)
    {
        var bytes = ByteText.Of(text);
        var lineBreak = ByteText.Of(newLine.Length == 0 ? "\n" : newLine);
        var width = (int)Math.Clamp(length, 1, int.MaxValue / 2);
        var result = new StringBuilder(bytes.Length);
        var start = 0;
        while (bytes.Length - start > width)
        {
            if (bytes[start] == ' ')
            {
                start++;
                continue;
            }

            var space = bytes.LastIndexOf(' ', start + width, width + 1);
            var end = space >= 0 ? space : breaksWords ? start + width : bytes.IndexOf(' ', start + width);
            if (end < 0)
            {
                break;
            }

            result.Append(bytes, start, end - start).Append(lineBreak);
            context.Reserve(result.Length);
            start = space < 0 && breaksWords ? end : end + 1;
        }

        return ByteText.ToText(result.Append(bytes, start, bytes.Length - start).ToString());
    }

    private static string Abbreviate(string text, long left, long width)
    {
        if (width < 4 || (left > 0 && width < 7))
        {
            return text;
        }

        return ByteText.ToText(AbbreviateBytes(ByteText.Of(text), left, width));
    }

    private static string AbbreviateBytes(string bytes, long left, long width)
    {
        if (bytes.Length <= width)
        {
            return bytes;
        }

        var kept = (int)width - Ellipsis.Length;
        var offset = (int)Math.Min(Math.Min(left, bytes.Length), Math.Max(bytes.Length - kept, 0));
        offset = left > bytes.Length - kept ? bytes.Length - kept : offset;
        if (offset <= 4)
        {
            return bytes[..kept] + Ellipsis;
        }

        return offset + kept < bytes.Length
            ? Ellipsis + AbbreviateBytes(bytes[offset..], 0, kept)
            : Ellipsis + bytes[^kept..];
    }

    private static string Initials(string text)
    {
        var result = new StringBuilder();
        var isGap = true;
        foreach (var unit in ByteText.Of(text))
        {
            if (!char.IsWhiteSpace(unit) && isGap)
            {
                result.Append(unit);
            }

            isGap = char.IsWhiteSpace(unit);
        }

        // Each byte becomes a character here.
        return result.ToString();
    }

    private static string RemoveSpace(string text)
    {
        var bytes = ByteText.Of(text);
        var rest = string.Concat(bytes.Where(static unit => !char.IsWhiteSpace(unit)));
        return rest.Length == bytes.Length ? text : rest;
    }
}
