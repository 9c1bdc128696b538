using Gimlet.Templating.Formatting;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's strings.go.</summary>
internal static class TextFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "trim", [Text], static (_, arguments) => arguments.Text(0).Trim() },
        { "trimAll", [Text, Text], static (_, arguments) => TrimAll(arguments.Text(1), arguments.Text(0)) },
        { "trimall", [Text, Text], static (_, arguments) => TrimAll(arguments.Text(1), arguments.Text(0)) },
        { "trimPrefix", [Text, Text], static (_, arguments) => TrimPrefix(arguments.Text(1), arguments.Text(0)) },
        { "trimSuffix", [Text, Text], static (_, arguments) => TrimSuffix(arguments.Text(1), arguments.Text(0)) },
        { "trunc", [Int, Text], static (_, arguments) => Truncate(arguments.Int(0), arguments.Text(1)) },
        { "substr", [Int, Int, Text], static (_, arguments) =>
            Substring(arguments.Int(0), arguments.Int(1), arguments.Text(2)) },
        { "contains", [Text, Text], static (_, arguments) =>
            arguments.Text(1).Contains(arguments.Text(0), StringComparison.Ordinal) },
        { "hasPrefix", [Text, Text], static (_, arguments) =>
            arguments.Text(1).StartsWith(arguments.Text(0), StringComparison.Ordinal) },
        { "hasSuffix", [Text, Text], static (_, arguments) =>
            arguments.Text(1).EndsWith(arguments.Text(0), StringComparison.Ordinal) },
        { "replace", [Text, Text, Text], static (context, arguments) =>
            Replace(context, arguments.Text(0), arguments.Text(1), arguments.Text(2)) },
        { "repeat", [Int, Text], static (context, arguments) => Repeat(context, arguments.Int(0), arguments.Text(1)) },
        { "indent", [Int, Text], static (context, arguments) => Indent(context, arguments.Int(0), arguments.Text(1)) },
        { "nindent", [Int, Text], static (context, arguments) =>
            "\n" + Indent(context, arguments.Int(0), arguments.Text(1)) },
        { "quote", static (context, arguments) => Quote(context, arguments) },
        { "squote", static (context, arguments) => SingleQuote(context, arguments) },
        { "cat", static (context, arguments) => Concatenate(context, arguments) },
        { "hello", [], static (_, _) => "Hello!" },
        { "toString", [Any], static (context, arguments) => Formatter.ToText(context, arguments[0]) },
        { "join", [Text, Any], static (context, arguments) => Join(context, arguments.Text(0), arguments[1]) },
        { "split", [Text, Text], static (_, arguments) =>
            Number(Split(arguments.Text(0), arguments.Text(1), -1)) },
        { "splitn", [Text, Int, Text], static (_, arguments) =>
            Number(Split(arguments.Text(0), arguments.Text(2), arguments.Int(1))) },
        { "splitList", [Text, Text], static (_, arguments) => Split(arguments.Text(0), arguments.Text(1), -1) },
    };

    private static string TrimAll(string text, string characters)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty && Runes.At(rest) is var first && Contains(characters, first))
        {
            rest = rest[first.Length..];
        }

        // Surrogate pairs come apart at neither end: each half is looked at with the other.
        while (!rest.IsEmpty)
        {
            var start = rest.Length > 1 && char.IsSurrogatePair(rest[^2], rest[^1]) ? rest.Length - 2 : rest.Length - 1;
            if (!Contains(characters, Runes.At(rest[start..])))
            {
                break;
            }

            rest = rest[..start];
        }

        return rest.ToString();
    }

    private static bool Contains(string characters, Runes.Item searched)
    {
        foreach (var rune in new Runes(characters))
        {
            if (rune == searched)
            {
                return true;
            }
        }

        return false;
    }

    private static string TrimPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static string TrimSuffix(string text, string suffix) =>
        text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;

    private static string Truncate(long count, string text)
    {
        var length = GoString.ByteCount(text);
        if (count < 0)
        {
            return length + count > 0 ? GoString.Slice(text, (int)(length + count), length) : text;
        }

        return length > count ? GoString.Slice(text, 0, (int)count) : text;
    }

    private static string Substring(long start, long end, string text)
    {
        var length = GoString.ByteCount(text);
        if (start < 0)
        {
            return end < 0 ? throw OutOfRange($"[:{end}]")
                : end > length ? throw OutOfRange($"[:{end}] with length {length}")
                : GoString.Slice(text, 0, (int)end);
        }

        if (end < 0 || end > length)
        {
            end = length;
        }

        return start > end ? throw OutOfRange($"[{start}:{end}]") : GoString.Slice(text, (int)start, (int)end);
    }

    private static FunctionException OutOfRange(string bounds) =>
        new($"runtime error: slice bounds out of range {bounds}");

    private static string Replace(CallContext context, string old, string replacement, string text)
    {
        if (old.Length > 0)
        {
            var count = replacement.Length > old.Length ? text.AsSpan().Count(old) : 0;
            context.Reserve(text.Length + ((long)count * (replacement.Length - old.Length)));
            return text.Replace(old, replacement, StringComparison.Ordinal);
        }

        // Go finds the empty string before each character and at the end.
        context.Reserve(text.Length + ((text.Length + 1L) * replacement.Length));
        var result = new System.Text.StringBuilder(replacement);
        var position = 0;
        foreach (var rune in new Runes(text))
        {
            result.Append(text, position, rune.Length).Append(replacement);
            position += rune.Length;
        }

        return result.ToString();
    }

    private static string Repeat(CallContext context, long count, string text)
    {
        if (count < 0)
        {
            throw new FunctionException("strings: negative Repeat count");
        }

        if (text.Length == 0)
        {
            return "";
        }

        context.Reserve(count > int.MaxValue ? count : count * text.Length);
        return string.Create((int)count * text.Length, text, static (all, part) =>
        {
            // What is written doubles with each copy, so that many short repeats are few long copies.
            part.AsSpan(0, Math.Min(part.Length, all.Length)).CopyTo(all);
            for (var written = part.Length; written < all.Length; written *= 2)
            {
                all[..Math.Min(written, all.Length - written)].CopyTo(all[written..]);
            }
        });
    }

    private static string Indent(CallContext context, long spaces, string text)
    {
        var padding = Repeat(context, spaces, " ");
        return padding + Replace(context, "\n", "\n" + padding, text);
    }

    private static string Quote(CallContext context, ReadOnlySpan<object?> values)
    {
        var quoted = new List<string>(values.Length);
        foreach (var value in values)
        {
            if (value is not null)
            {
                quoted.Add(Syntax.GoQuote.Quote(Formatter.ToText(context, value)));
            }
        }

        return string.Join(' ', quoted);
    }

    private static string SingleQuote(CallContext context, ReadOnlySpan<object?> values)
    {
        var quoted = new List<string>(values.Length);
        foreach (var value in values)
        {
            if (value is not null)
            {
                quoted.Add($"'{Formatter.ToText(context, value)}'");
            }
        }

        return string.Join(' ', quoted);
    }

    private static string Concatenate(CallContext context, ReadOnlySpan<object?> values)
    {
        var texts = new List<string>(values.Length);
        foreach (var value in values)
        {
            if (value is not null)
            {
                texts.Add(Formatter.ToText(context, value));
            }
        }

        return string.Join(' ', texts);
    }

    private static string Join(CallContext context, string separator, object? values)
    {
        if (values is not IReadOnlyList<object?> list)
        {
            return values is null ? "" : Formatter.ToText(context, values);
        }

        var texts = new List<string>(list.Count);
        var length = 0L;
        foreach (var value in list)
        {
            if (value is not null)
            {
                texts.Add(Formatter.ToText(context, value));
                length += texts[^1].Length + separator.Length;
                context.Reserve(length);
            }
        }

        return string.Join(separator, texts);
    }

    private static GoTextMap Number(List<string> parts) =>
        new(parts.Select(static (part, index) => KeyValuePair.Create($"_{index}", part)));

    /// <summary>Go's SplitN: a negative count is no limit, and of the last part nothing is cut off.</summary>
    private static List<string> Split(string separator, string text, long count)
    {
        if (count == 0)
        {
            return [];
        }

        if (separator.Length > 0)
        {
            return [.. text.Split(separator, count < 0 ? int.MaxValue : (int)Math.Min(count, int.MaxValue))];
        }

        // Go splits at the empty string into characters.
        var characters = new List<string>();
        var position = 0;
        foreach (var rune in new Runes(text))
        {
            if (characters.Count == count - 1)
            {
                characters.Add(text[position..]);
                break;
            }

            characters.Add(text.Substring(position, rune.Length));
            position += rune.Length;
        }

        return characters;
    }
}
