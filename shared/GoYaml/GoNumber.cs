using System.Globalization;

namespace Gimlet.GoYaml;

/// <summary>Numbers as Go's strconv and encoding/json write them: the fewest digits that give them again.</summary>
public static class GoNumber
{
    /// <summary>Go's <c>FormatFloat(number, 'g', -1, 64)</c>: an exponent from 1e+06 on and up to 1e-05.</summary>
    public static string General(double number) => double.IsFinite(number)
        ? General(number.ToString("R", CultureInfo.InvariantCulture))
        : double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";

    /// <summary>The same of a number of 32 bits.</summary>
    public static string General(float number) => float.IsFinite(number)
        ? General(number.ToString("R", CultureInfo.InvariantCulture))
        : General((double)number);

    /// <summary>A finite number as encoding/json writes it: with an exponent from 1e+21 and up to 1e-7.</summary>
    public static string Json(double number)
    {
        var magnitude = Math.Abs(number);
        var (sign, digits, point) = Split(number.ToString("R", CultureInfo.InvariantCulture));
        if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21))
        {
            // Of the two digits of Go's exponents JSON leaves a leading zero away, in negative ones only.
            var text = sign + WithExponent(digits, point);
            return text is [.., 'e', '-', '0', _] ? text[..^2] + text[^1] : text;
        }

        return sign + WithoutExponent(digits, point);
    }

    private static string General(string shortest)
    {
        var (sign, digits, point) = Split(shortest);
        return point - 1 is < -4 or >= 6
            ? sign + WithExponent(digits, point)
            : sign + WithoutExponent(digits, point);
    }

    /// <summary>Takes a number of .NET apart: 0.DIGITS × 10^POINT.</summary>
    private static (string Sign, string Digits, int Point) Split(string number)
    {
        var sign = number[0] == '-' ? "-" : "";
        var exponentAt = number.IndexOf('E', StringComparison.Ordinal);
        var mantissa = number[sign.Length..(exponentAt < 0 ? number.Length : exponentAt)];
        var exponent = exponentAt < 0 ? 0 : int.Parse(number.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        var pointAt = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var point = (pointAt < 0 ? mantissa.Length : pointAt) - (all.Length - digits.Length) + exponent;
        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? (sign, "0", 1) : (sign, digits, point);
    }

    private static string WithoutExponent(string digits, int point) =>
        point <= 0 ? $"0.{new string('0', -point)}{digits}"
        : point >= digits.Length ? digits.PadRight(point, '0')
        : $"{digits[..point]}.{digits[point..]}";

    private static string WithExponent(string digits, int point)
    {
        var exponent = point - 1;
        var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
        return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):D2}";
    }
}
