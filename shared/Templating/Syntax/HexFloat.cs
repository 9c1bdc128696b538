using System.Globalization;

namespace Gimlet.Templating.Syntax;

/// <summary>Hexadecimal floats such as <c>0x1.8p3</c> (https://go.dev/ref/spec#Floating-point_literals).</summary>
internal static class HexFloat
{
    /// <summary>Reads what follows <c>0x</c>; null when it is none.</summary>
    public static double? Read(ReadOnlySpan<char> text)
    {
        var exponentAt = text.IndexOfAny('p', 'P');
        if (exponentAt < 1 || !int.TryParse(
            text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return null;
        }

        var mantissa = 0.0;
        var digits = 0;
        var isFraction = false;
        foreach (var unit in text[..exponentAt])
        {
            if (unit == '.' && !isFraction)
            {
                isFraction = true;
                continue;
            }

            if (!char.IsAsciiHexDigit(unit))
            {
                return null;
            }

            digits++;
            mantissa = (mantissa * 16) + GoUnquote.DigitValue(unit);
            exponent -= isFraction ? 4 : 0;
        }

        var value = Math.ScaleB(mantissa, exponent);
        return digits > 0 && double.IsFinite(value) ? value : null;
    }
}
