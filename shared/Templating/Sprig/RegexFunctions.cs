using System.Text;
using System.Text.RegularExpressions;
using Gimlet.GoYaml;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's regex.go, on an engine whose time is linear in the length of the text.</summary>
internal static class RegexFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "regexMatch", [Text, Text], static (_, arguments) => IsMatch(arguments.Text(0), arguments.Text(1)) },
        { "mustRegexMatch", [Text, Text], static (_, arguments) =>
            GoRegex.GetOrFail(arguments.Text(0)).IsMatch(arguments.Text(1)) },
        { "regexFind", [Text, Text], static (_, arguments) =>
            GoRegex.Get(arguments.Text(0)).Match(arguments.Text(1)).Value },
        { "mustRegexFind", [Text, Text], static (_, arguments) =>
            GoRegex.GetOrFail(arguments.Text(0)).Match(arguments.Text(1)).Value },
        { "regexFindAll", [Text, Text, Int], static (context, arguments) =>
            FindAll(context, GoRegex.Get(arguments.Text(0)), arguments.Text(1), arguments.Int(2)) },
        { "mustRegexFindAll", [Text, Text, Int], static (context, arguments) =>
            FindAll(context, GoRegex.GetOrFail(arguments.Text(0)), arguments.Text(1), arguments.Int(2)) },
        { "regexReplaceAll", [Text, Text, Text], static (context, arguments) =>
            ReplaceAll(context, GoRegex.Get(arguments.Text(0)), arguments, expands: true) },
        { "mustRegexReplaceAll", [Text, Text, Text], static (context, arguments) =>
            ReplaceAll(context, GoRegex.GetOrFail(arguments.Text(0)), arguments, expands: true) },
        { "regexReplaceAllLiteral", [Text, Text, Text], static (context, arguments) =>
            ReplaceAll(context, GoRegex.Get(arguments.Text(0)), arguments, expands: false) },
        { "mustRegexReplaceAllLiteral", [Text, Text, Text], static (context, arguments) =>
            ReplaceAll(context, GoRegex.GetOrFail(arguments.Text(0)), arguments, expands: false) },
        { "regexSplit", [Text, Text, Int], static (context, arguments) =>
            Split(context, GoRegex.Get(arguments.Text(0)), arguments) },
        { "mustRegexSplit", [Text, Text, Int], static (context, arguments) =>
            Split(context, GoRegex.GetOrFail(arguments.Text(0)), arguments) },
        { "regexQuoteMeta", [Text], static (_, arguments) => Quote(arguments.Text(0)) },
    };

    /// <summary>Matches one after the other; Go passes over an empty one that touches the one before it.</summary>
    private static IEnumerable<Match> Matches(CallContext context, Regex regex, string text)
    {
        var end = -1;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (match.Length > 0 || match.Index != end)
            {
                yield return match;
            }

            end = match.Index + match.Length;
        }
    }

    private static IReadOnlyList<object?> FindAll(CallContext context, Regex regex, string text, long count)
    {
        var found = Matches(context, regex, text).Take(count < 0 ? int.MaxValue : (int)Math.Min(count, int.MaxValue))
            .Select(static match => match.Value).ToList();
        return found.Count == 0 ? NilList.Instance : found;
    }

    private static IReadOnlyList<object?> Split(CallContext context, Regex regex, ReadOnlySpan<object?> arguments)
    {
        var (pattern, text, count) = (arguments.Text(0), arguments.Text(1), arguments.Int(2));
        if (count == 0)
        {
            return NilList.Instance;
        }

        if (pattern.Length > 0 && text.Length == 0)
        {
            return new List<string> { "" };
        }

        var parts = new List<string>();
        var (start, end) = (0, 0);
        foreach (var match in Matches(context, regex, text))
        {
            if (count > 0 && parts.Count == count - 1)
            {
                break;
            }

            end = match.Index;
            if (match.Index + match.Length > 0)
            {
                parts.Add(text[start..end]);
            }

            start = match.Index + match.Length;
        }

        if (end != text.Length)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }

    private static string Quote(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            result.Append(@"\.+*?()|[]{}^$".Contains(unit, StringComparison.Ordinal) ? "\\" : "").Append(unit);
        }

        return result.ToString();
    }

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

    private static string ReplaceAll(
        CallContext context, Regex regex, ReadOnlySpan<object?> arguments, bool expands)
    {
        var (text, replacement) = (arguments.Text(1), arguments.Text(2));
        var result = new StringBuilder(text.Length);
        var position = 0;
        foreach (var match in Matches(context, regex, text))
        {
            result.Append(text, position, match.Index - position);
            if (expands)
            {
                AppendReplacement(result, replacement, match);
            }
            else
            {
                result.Append(replacement);
            }

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
