using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Gimlet.Manifests.Reading;

/// <summary>
/// Types of plain scalars as sigs.k8s.io/yaml gives them, which Helm and Kubernetes read with: YAML 1.1 booleans,
/// octal, hexadecimal and binary integers, underscores in numbers; timestamps and base 60 stay text.
/// </summary>
internal static partial class YamlScalar
{
    /// <summary>Types a plain scalar without a tag; null when it is a number that JSON does not have.</summary>
    public static (ScalarKind Kind, string Json)? Type(string plain)
    {
        switch (plain)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return (ScalarKind.Null, "null");
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
                return (ScalarKind.Boolean, "true");
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return (ScalarKind.Boolean, "false");
            case ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF"
                or "-.inf" or "-.Inf" or "-.INF":
                return null;
            default:
                return Number(plain) is { } number ? (ScalarKind.Number, number) : (ScalarKind.Text, plain);
        }
    }

    private static string? Number(string plain)
    {
        if (!char.IsAsciiDigit(plain[0]) && plain[0] is not ('+' or '-' or '.'))
        {
            return null;
        }

        if (JsonNumber().IsMatch(plain))
        {
            return IsFinite(plain) ? plain : null;
        }

        var digits = plain[0] == '.' ? plain : plain.Replace("_", "", StringComparison.Ordinal);
        if (Integer(digits) is { } integer)
        {
            return integer.ToString(CultureInfo.InvariantCulture);
        }

        return Decimal().Match(digits) is { Success: true } match && IsFinite(digits) ? ToJson(match) : null;
    }

    private static BigInteger? Integer(string digits)
    {
        var match = BasedInteger().Match(digits);
        if (!match.Success)
        {
            return null;
        }

        var magnitude = match.Groups["hex"] is { Success: true } hex ? FromBase(16, hex.ValueSpan)
            : match.Groups["binary"] is { Success: true } binary ? FromBase(2, binary.ValueSpan)
            : match.Groups["octal"] is { Success: true } octal ? FromBase(8, octal.ValueSpan)
            : BigInteger.Parse(match.Groups["decimal"].ValueSpan, CultureInfo.InvariantCulture);
        return digits[0] == '-' ? -magnitude : magnitude;
    }

    private static BigInteger FromBase(int radix, ReadOnlySpan<char> digits)
    {
        var number = BigInteger.Zero;
        foreach (var digit in digits)
        {
            number = (number * radix) + Convert.ToInt32(digit.ToString(), 16);
        }

        return number;
    }

    /// <summary>Go reads a number that overflows as text.</summary>
    private static bool IsFinite(string number)
    {
        return double.IsFinite(double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    /// <summary>Adds and drops the zeros and signs in which YAML is freer than JSON.</summary>
    private static string ToJson(Match match)
    {
        var sign = match.Groups["sign"].Value == "-" ? "-" : "";
        var whole = match.Groups["whole"].Value.TrimStart('0');
        var fraction = match.Groups["fraction"].Value;
        return sign + (whole.Length > 0 ? whole : "0") + (fraction.Length > 0 ? "." + fraction : "")
            + match.Groups["exponent"].Value;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^[-+]?(0[xX](?<hex>[0-9a-fA-F]{1,64})|0[bB](?<binary>[01]{1,256})|0[oO]?(?<octal>[0-7]{1,128})"
        + @"|(?<decimal>0|[1-9][0-9]{0,127}))\z")]
    private static partial Regex BasedInteger();

    [GeneratedRegex(@"^(?<sign>[-+]?)(?=\.?[0-9])(?<whole>[0-9]*)\.?(?<fraction>[0-9]*)"
        + @"(?<exponent>([eE][-+]?[0-9]+)?)\z")]
    private static partial Regex Decimal();
}
