using System.Globalization;
using System.Text;
using Gimlet.Templating.Execution;

namespace Gimlet.Templating.Formatting;

/// <summary>The verbs of floats, with the digits of Go's strconv.FormatFloat.</summary>
internal static class FloatFormat
{
    /// <summary>The precision that asks for the fewest digits that give the same number again.</summary>
    public const int Shortest = -1;

    /// <returns>False when floats do not have the verb.</returns>
    public static bool Write(TextBuffer output, FormatSpec spec, char verb, double number)
    {
        if (verb is not ('v' or 'g' or 'G' or 'e' or 'E' or 'f' or 'F' or 'b' or 'x' or 'X'))
        {
            return false;
        }

        const int usual = 6;
        var format = verb switch { 'v' => 'g', 'F' => 'f', _ => verb };
        var precision = spec.Precision ?? (format is 'e' or 'E' or 'f' ? usual : Shortest);
        var text = Format(number, format, precision);
        var isFinite = double.IsFinite(number);
        var isCompleted = spec.Sharp && isFinite && verb != 'b';
        WriteSigned(output, spec, isCompleted ? Complete(text, verb, precision) : text, isFinite);
        return true;
    }

    // The flag # keeps the point, and zeros up to the precision. The sign is no digit, the x of 0x is one to fmt.
    private static string Complete(string text, char verb, int precision)
    {
        const int usual = 6;
        var missing = verb is 'v' or 'g' or 'G' or 'x' ? (precision == Shortest ? usual : precision) : 0;
        var start = text[0] is '-' or '+' ? 1 : 0;
        var end = text.IndexOfAny(verb is 'x' or 'X' ? ['p', 'P'] : ['e', 'E'], start);
        var number = end < 0 ? text[start..] : text[start..end];
        var hasPoint = number.Contains('.', StringComparison.Ordinal);
        missing -= number.Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;
        missing -= !hasPoint && number == "0" ? 1 : 0;
        return text[..start] + number + (hasPoint ? "" : ".") + new string('0', Math.Max(missing, 0))
            + (end < 0 ? "" : text[end..]);
    }

    /// <summary>Go's strconv.FormatFloat for the formats e, E, f, g and G.</summary>
    public static string Format(double number, char format, int precision)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        }

        if (format is 'b' or 'x' or 'X')
        {
            return BinaryFloat.Format(number, format, precision);
        }

        var sign = double.IsNegative(number) ? "-" : "";
        var magnitude = Math.Abs(number);
        var digits = precision == Shortest
            ? FloatDigits.Shortest(magnitude)
            : format switch
            {
                'f' => FloatDigits.Exact(magnitude).RoundToPlaces(precision),
                'e' or 'E' => FloatDigits.Exact(magnitude).RoundToCount(precision + 1),
                _ => FloatDigits.Exact(magnitude).RoundToCount(Math.Max(precision, 1)),
            };
        return sign + format switch
        {
            'f' => Fixed(digits, precision == Shortest ? Math.Max(digits.Count - digits.Point, 0) : precision),
            'e' or 'E' => Exponent(digits, precision == Shortest ? digits.Count - 1 : precision, format),
            _ => General(digits, precision, format),
        };
    }

    private static string General(FloatDigits digits, int precision, char format)
    {
        // The exponent from which on e is used: the precision, or 6 where any precision will do (1e+06).
        const int usual = 6;
        var limit = precision == Shortest ? usual : Math.Max(precision, 1);
        if (precision != Shortest && limit > digits.Count && digits.Count >= digits.Point)
        {
            limit = digits.Count;
        }

        var exponent = digits.Point - 1;
        return exponent < -4 || exponent >= limit
            ? Exponent(digits, Math.Max(digits.Count - 1, 0), format == 'g' ? 'e' : 'E')
            : Fixed(digits, Math.Max(digits.Count - digits.Point, 0));
    }

    private static string Fixed(FloatDigits digits, int places)
    {
        var result = new StringBuilder(Math.Max(digits.Point, 1) + places + 1);
        if (digits.Point <= 0)
        {
            result.Append('0');
        }

        for (var i = 0; i < digits.Point; i++)
        {
            result.Append(digits[i]);
        }

        if (places > 0)
        {
            result.Append('.');
            for (var i = 0; i < places; i++)
            {
                result.Append(digits[digits.Point + i]);
            }
        }

        return result.ToString();
    }

    private static string Exponent(FloatDigits digits, int places, char letter)
    {
        var result = new StringBuilder(places + 8).Append(digits[0]);
        if (places > 0)
        {
            result.Append('.');
            for (var i = 1; i <= places; i++)
            {
                result.Append(digits[i]);
            }
        }

        var exponent = digits.Count == 0 ? 0 : digits.Point - 1;
        return result.Append(letter)
            .Append(exponent < 0 ? '-' : '+')
            .Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture))
            .ToString();
    }

    private static void WriteSigned(TextBuffer output, FormatSpec spec, string text, bool isFinite)
    {
        var hasSign = text[0] is '-' or '+';
        var sign = text[0] == '-' ? "-" : spec.Plus ? "+" : spec.Space ? " " : hasSign && !isFinite ? "+" : "";
        var digits = hasSign ? text[1..] : text;
        if (spec is { Zero: true, Minus: false, Width: { } width } && isFinite)
        {
            output.Append(sign);
            output.Append('0', Math.Max(0, width - sign.Length - digits.Length));
            output.Append(digits);
            return;
        }

        StringFormat.Pad(output, spec with { Zero = false }, sign + digits);
    }
}
