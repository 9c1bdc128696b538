using System.Text;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Syntax;

/// <summary>Reading of Go's string and character literals (https://go.dev/ref/spec#String_literals).</summary>
internal static class GoUnquote
{
    /// <summary>The value of a literal in double quotes or backquotes; null when it is malformed.</summary>
    public static string? String(string literal)
    {
        var inner = literal.AsSpan(1, literal.Length - 2);
        if (literal[0] == '`')
        {
            // Go drops carriage returns from raw strings.
            return inner.ToString().Replace("\r", "", StringComparison.Ordinal);
        }

        if (!inner.Contains('\\'))
        {
            return inner.Contains('\n') ? null : inner.ToString();
        }

        var bytes = new List<byte>(inner.Length);
        Span<byte> encoded = stackalloc byte[4];
        while (!inner.IsEmpty)
        {
            if (ReadCharacter(ref inner, '"') is not { } character)
            {
                return null;
            }

            if (character.IsByte)
            {
                bytes.Add((byte)character.Value);
            }
            else
            {
                bytes.AddRange(encoded[..new Rune(character.Value).EncodeToUtf8(encoded)]);
            }
        }

        return GoString.FromBytes(bytes.ToArray());
    }

    /// <summary>The code point of a literal in single quotes.</summary>
    /// <exception cref="FormatException">The literal is malformed; the message says how.</exception>
    public static int Character(string literal)
    {
        var inner = literal.AsSpan(1, literal.Length - 2);
        if (inner.IsEmpty || ReadCharacter(ref inner, '\'') is not { } character)
        {
            throw new FormatException("invalid syntax");
        }

        return inner.IsEmpty
            ? character.Value
            : throw new FormatException($"malformed character constant: {literal}");
    }

    /// <summary>The value of a hexadecimal digit; anything else has one that no base reaches.</summary>
    public static int DigitValue(char digit) => !char.IsAsciiHexDigit(digit)
        ? int.MaxValue
        : char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static Runes.Item? ReadCharacter(ref ReadOnlySpan<char> rest, char quote)
    {
        var rune = Runes.At(rest);
        if (rune.Value == quote)
        {
            return null;
        }

        rest = rest[rune.Length..];
        return rune.Value != '\\' || rune.IsByte ? rune : rest.IsEmpty ? null : ReadEscape(ref rest, quote);
    }

    private static Runes.Item? ReadEscape(ref ReadOnlySpan<char> rest, char quote)
    {
        var unit = rest[0];
        switch (unit)
        {
            case 'x':
                return ReadNumber(ref rest, 1, 2, 16, true);
            case 'u':
                return ReadNumber(ref rest, 1, 4, 16, false);
            case 'U':
                return ReadNumber(ref rest, 1, 8, 16, false);
            case >= '0' and <= '7':
                return ReadNumber(ref rest, 0, 3, 8, true);
        }

        rest = rest[1..];
        int? value = unit switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' => '\\',
            '\'' or '"' when unit == quote => unit,
            _ => null,
        };
        return value is { } known ? new Runes.Item(known, false, 1) : null;
    }

    private static Runes.Item? ReadNumber(
        ref ReadOnlySpan<char> rest, int skipped, int length, int numberBase, bool isByte)
    {
        if (rest.Length < skipped + length)
        {
            return null;
        }

        var value = 0L;
        foreach (var digit in rest.Slice(skipped, length))
        {
            if (DigitValue(digit) >= numberBase)
            {
                return null;
            }

            value = (value * numberBase) + DigitValue(digit);
        }

        rest = rest[(skipped + length)..];
        var known = isByte ? value <= byte.MaxValue : value <= int.MaxValue && Rune.IsValid((int)value);
        return known ? new Runes.Item((int)value, isByte, 1) : null;
    }
}
