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

    // Go's conversion of a number out of range is what the processor does, which on amd64 is the smallest integer.
    private static long Truncate(double number) =>
        number is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)number : long.MinValue;

    private static long Parse(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var isWhole = point > 0 && point < text.Length - 1 && text.AsSpan(point + 1).IndexOfAnyExcept('0') < 0;
        var digits = isWhole ? text[..point] : text;
        return NumberLiteral.ReadInteger(digits) ?? 0;
    }
}
