using System.Text;
using System.Text.RegularExpressions;
using Gimlet.Templating.Syntax;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's regex.go, on an engine whose time is linear in the length of the text.</summary>
internal static class RegexFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "regexMatch", [Text, Text], static (_, arguments) => IsMatch(arguments.Text(0), arguments.Text(1)) },
        { "regexReplaceAll", [Text, Text, Text], static (context, arguments) =>
            ReplaceAll(context, arguments.Text(0), arguments.Text(1), arguments.Text(2)) },
    };

    // sprig takes no notice of a pattern that is none: nothing matches it.
    private static bool IsMatch(string pattern, string text)
    {
        try
        {
            return GoRegex.Get(pattern).IsMatch(text);
        }
        catch (FunctionException)
        {
            return false;
        }
    }

    private static string ReplaceAll(CallContext context, string pattern, string text, string replacement)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        for (var match = GoRegex.Get(pattern).Match(text); match.Success; match = match.NextMatch())
        {
            // Go passes over an empty match that touches the one before it.
            if (match.Length == 0 && match.Index == position && position > 0)
            {
                continue;
            }

            result.Append(text, position, match.Index - position);
            AppendReplacement(result, replacement, match);
            position = match.Index + match.Length;
            context.Reserve(result.Length);
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    // Go's Regexp.Expand: $name takes the longest name, ${name} is explicit, $$ is a dollar, unknown groups are empty.
    private static void AppendReplacement(StringBuilder result, string replacement, Match match)
    {
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '$')
            {
                result.Append(replacement[i]);
                continue;
            }

            if (i + 1 < replacement.Length && replacement[i + 1] == '$')
            {
                result.Append('$');
                i++;
                continue;
            }

            var isBraced = i + 1 < replacement.Length && replacement[i + 1] == '{';
            var start = isBraced ? i + 2 : i + 1;
            var end = start;
            while (end < replacement.Length && (char.IsLetterOrDigit(replacement[end]) || replacement[end] == '_'))
            {
                end++;
            }

            var isName = end > start && (!isBraced || (end < replacement.Length && replacement[end] == '}'));
            if (!isName)
            {
                result.Append('$');
                continue;
            }

            result.Append(match.Groups[replacement[start..end]].Value);
            i = isBraced ? end : end - 1;
        }
    }
}
