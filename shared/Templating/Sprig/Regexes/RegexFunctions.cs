using System.Text;
using System.Text.RegularExpressions;
using Gimlet.GoYaml;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>sprig's regex.go, on an engine whose time is linear in the length of the text.</summary>
internal static class RegexFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "regexMatch", [Text, Text], static (_, arguments) => IsMatch(arguments.Text(0), arguments.Text(1)) },
        { "mustRegexMatch", [Text, Text], static (_, arguments) =>
            GoRegex.GetOrFail(arguments.Text(0)).IsMatch(arguments.Text(1)) },
        { "regexFind", [Text, Text], static (context, arguments) =>
            Find(context, GoRegex.Get(arguments.Text(0)), arguments.Text(1)) },
        { "mustRegexFind", [Text, Text], static (context, arguments) =>
            Find(context, GoRegex.GetOrFail(arguments.Text(0)), arguments.Text(1)) },
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

    private static string Find(CallContext context, GoRegex regex, string text) =>
        regex.Matches(text, context.CancellationToken).FirstOrDefault()?.Value ?? "";

    private static IReadOnlyList<object?> FindAll(CallContext context, GoRegex regex, string text, long count)
    {
        var most = count < 0 ? int.MaxValue : (int)Math.Min(count, int.MaxValue);
        var found = regex.Matches(text, context.CancellationToken).Take(most)
            .Select(static match => match.Value).ToList();
        return found.Count == 0 ? NilList.Instance : found;
    }

    private static IReadOnlyList<object?> Split(CallContext context, GoRegex regex, ReadOnlySpan<object?> arguments)
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
        foreach (var match in regex.Matches(text, context.CancellationToken))
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
        CallContext context, GoRegex regex, ReadOnlySpan<object?> arguments, bool expands)
    {
        var (text, replacement) = (arguments.Text(1), arguments.Text(2));
        var result = new StringBuilder(text.Length);
        var position = 0;
        foreach (var match in regex.Matches(text, context.CancellationToken))
        {
            result.Append(text, position, match.Index - position);
            if (expands)
            {
                Replacement.Append(result, replacement, regex, match);
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
}
