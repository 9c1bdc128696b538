using System.Globalization;
using System.Numerics;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Syntax;

/// <summary>
/// The values that a number literal can have. As in Go a constant has no type until it is used: <c>1e3</c> is both an
/// integer and a float.
/// </summary>
internal sealed class NumberLiteral
{
    private NumberLiteral(string text) => Text = text;

    public string Text { get; }

    public long? Integer { get; private init; }

    public double? Float { get; private init; }

    /// <summary>The value where no type is asked for, boxed once; null when it overflows Go's int.</summary>
    public object? Constant { get; private init; }

    public static NumberLiteral FromCharacter(string text, int value) =>
        new(text) { Integer = value, Float = value, Constant = GoInteger.Box(value) };

    /// <summary>Reads a literal.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static NumberLiteral Read(string text)
    {
        var unsigned = WithoutSign(text);
        var isNegative = text[0] == '-';
        if (ReadMagnitude(unsigned) is { } magnitude)
        {
            var value = isNegative ? -magnitude : magnitude;
            if (value < long.MinValue || value > ulong.MaxValue)
            {
                throw new FormatException($"integer overflow: {GoQuote.Quote(text)}");
            }

            long? integer = value <= long.MaxValue ? (long)value : null;
            return new NumberLiteral(text)
            {
                Integer = integer,
                Float = (double)value,
                Constant = integer is { } known ? GoInteger.Box(known) : null,
            };
        }

        var number = ReadFloat(unsigned, text) * (isNegative ? -1 : 1);
        if (text.AsSpan().IndexOfAny(".eEpP") < 0)
        {
            // An integer of a bad form, such as 08: to Go it looks like one too large.
            throw new FormatException($"integer overflow: {GoQuote.Quote(text)}");
        }

        return new NumberLiteral(text)
        {
            Float = number,
            Integer = double.IsInteger(number) && Math.Abs(number) < 9.2e18 ? (long)number : null,
            Constant = number,
        };
    }

    /// <summary>Go's strconv.ParseInt with base 0 and 64 bits; null where that is an error.</summary>
    public static long? ReadInteger(string text) =>
        ReadMagnitude(WithoutSign(text)) is { } magnitude
        && (text[0] == '-' ? -magnitude : magnitude) is var value
        && value >= long.MinValue && value <= long.MaxValue
            ? (long)value
            : null;

    private static ReadOnlySpan<char> WithoutSign(string text) =>
        text is ['+' or '-', ..] ? text.AsSpan(1) : text;

    private static BigInteger? ReadMagnitude(ReadOnlySpan<char> text)
    {
        var (prefixLength, numberBase) = text switch
        {
            ['0', 'x' or 'X', ..] => (2, 16),
            ['0', 'o' or 'O', ..] => (2, 8),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', _, ..] => (1, 8),
            _ => (0, 10),
        };
        var digits = text[prefixLength..];
        if (!UnderscoresAreFine(digits, mayLead: prefixLength > 0))
        {
            return null;
        }

        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            if (digit == '_')
            {
                continue;
            }

            if (GoUnquote.DigitValue(digit) >= numberBase)
            {
                return null;
            }

            // Beyond 64 bits nothing more is learned from a number, and its digits may be millions.
            value = value > ulong.MaxValue ? value : (value * numberBase) + GoUnquote.DigitValue(digit);
        }

        return value;
    }

    private static double ReadFloat(ReadOnlySpan<char> unsigned, string text)
    {
        var digits = unsigned.ToString();
        if (digits.Contains('_', StringComparison.Ordinal))
        {
            var isFine = digits.Split('.', 'e', 'E', 'p', 'P')
                .All(static part => part.Length == 0 || UnderscoresAreFine(part, mayLead: false));
            digits = isFine ? digits.Replace("_", "", StringComparison.Ordinal) : "";
        }

        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && HexFloat.Read(digits.AsSpan(2)) is { } hex)
        {
            return hex;
        }

        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        throw new FormatException($"illegal number syntax: {GoQuote.Quote(text)}");
    }

    private static bool UnderscoresAreFine(ReadOnlySpan<char> digits, bool mayLead) =>
        !digits.IsEmpty
        && (mayLead || digits[0] != '_')
        && digits[^1] != '_'
        && digits.IndexOf("__", StringComparison.Ordinal) < 0;
}
