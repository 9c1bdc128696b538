using System.Globalization;
using Gimlet.Templating.Syntax;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Sprig;

/// <summary>Conversions of spf13/cast, which sprig's numbers go through: what cannot be converted is 0.</summary>
internal static class Cast
{
    public static long ToInt64(object? value) => value switch
    {
        string text => Parse(text),
        double number => Truncate(number),
        float number => Truncate(number),
        bool truth => truth ? 1 : 0,
        _ when GoInteger.TryRead(value, out var integer) => integer,
        _ when GoInteger.TryReadUnsigned(value, out var integer) => unchecked((long)integer),
        _ => 0,
    };

    public static double ToDouble(object? value) => value switch
    {
        string text => ParseFloat(text),
        double number => number,
        float number => number,
        bool truth => truth ? 1 : 0,
        _ when GoInteger.TryRead(value, out var integer) => integer,
        _ when GoInteger.TryReadUnsigned(value, out var integer) => integer,
        _ => 0,
    };

    // Go's conversion of a number out of range is what the processor does, which on amd64 is the smallest integer.
    private static long Truncate(double number) =>
        number is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)number : long.MinValue;

    private static long Parse(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var isWhole = point > 0 && point < text.Length - 1 && text.AsSpan(point + 1).IndexOfAnyExcept('0') < 0;
        var digits = isWhole ? text[..point] : text;
        return digits.Length > 0 ? NumberLiteral.ReadInteger(digits) ?? 0 : 0;
    }

    /// <summary>Go's ParseFloat; 0 where that is an error.</summary>
    private static double ParseFloat(string text)
    {
        text = WithoutUnderscores(text);
        var unsigned = text.AsSpan(text is ['+' or '-', ..] ? 1 : 0);
        var sign = text is ['-', ..] ? -1.0 : 1.0;
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return sign * double.PositiveInfinity;
        }

        if (unsigned.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return double.NaN;
        }

        if (unsigned.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return sign * (HexFloat.Read(unsigned[2..]) ?? 0);
        }

        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(unsigned, style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? sign * number
            : 0;
    }

    // Go has them between digits only; anywhere else they stay, and the text is no number.
    private static string WithoutUnderscores(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isBetween = i > 0 && i + 1 < text.Length
                && char.IsAsciiHexDigit(text[i - 1]) && char.IsAsciiHexDigit(text[i + 1]);
            if (text[i] == '_' && !isBetween)
            {
                return text;
            }
        }

        return text.Replace("_", "", StringComparison.Ordinal);
    }
}
