using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Gimlet.GoYaml.Reading;

/// <summary>
/// The type that the text of a plain scalar has: go-yaml's mixture of YAML 1.1 (https://yaml.org/type/), YAML 1.2 and
/// Go's own numbers. The writer asks it too, for a string that looks like something else is written in quotes.
/// </summary>
internal static partial class ScalarResolver
{
    /// <summary>The type and the value of a text; a number is a long, a ulong or a double.</summary>
    /// <exception cref="YamlException">The text has another type than its tag says.</exception>
    public static (string Tag, object? Value) Resolve(string tag, string text, YamlDialect dialect)
    {
        if (tag is not ("" or Tags.Text or Tags.Bool or Tags.Int or Tags.Float or Tags.Null or Tags.Timestamp))
        {
            return (tag, text);
        }

        var (found, value) = tag == Tags.Text ? (Tags.Text, text) : Find(tag, text, dialect);
        return tag switch
        {
            "" => (found, value),
            _ when tag == found => (found, value),
            Tags.Float when value is long integer => (tag, (double)integer),
            _ => throw new YamlException($"yaml: cannot decode {found} `{text}` as a {tag}"),
        };
    }

    /// <summary>Whether a plain scalar of this text is a string.</summary>
    public static bool IsText(string text, YamlDialect dialect) => Find("", text, dialect).Tag == Tags.Text;

    private static (string Tag, object? Value) Find(string tag, string text, YamlDialect dialect)
    {
        if (text.Length == 0)
        {
            return (Tags.Null, null);
        }

        // The first character is enough to see that most texts are strings.
        switch (text[0])
        {
            case '~' or 'n' or 'N' or 't' or 'T' or 'f' or 'F':
                return FindWord(text, dialect);
            case 'y' or 'Y' or 'o' or 'O' when dialect == YamlDialect.V2:
                return FindWord(text, dialect);
            case '.':
                return FindWord(text, dialect) is { Tag: Tags.Float } special ? special
                    : PointFloat.IsMatch(text)
                        && ReadFloat(text.Replace("_", "", StringComparison.Ordinal)) is { } number
                        ? (Tags.Float, number)
                    : (Tags.Text, text);
            case '+' or '-' or (>= '0' and <= '9'):
                return FindWord(text, dialect) is { Tag: Tags.Float } infinity
                    ? infinity
                    : FindNumber(tag, text, dialect);
            default:
                return (Tags.Text, text);
        }
    }

    private static (string Tag, object? Value) FindWord(string text, YamlDialect dialect) => text switch
    {
        "true" or "True" or "TRUE" => (Tags.Bool, true),
        "false" or "False" or "FALSE" => (Tags.Bool, false),
        "~" or "null" or "Null" or "NULL" => (Tags.Null, null),
        ".nan" or ".NaN" or ".NAN" => (Tags.Float, double.NaN),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => (Tags.Float, double.PositiveInfinity),
        "-.inf" or "-.Inf" or "-.INF" => (Tags.Float, double.NegativeInfinity),
        _ when dialect == YamlDialect.V2 && IsOldBool(text) => (Tags.Bool, text[0] is 'y' or 'Y' || text.Length == 2
            && text[1] is 'n' or 'N'),
        _ => (Tags.Text, text),
    };

    /// <summary>Whether YAML 1.1 takes the text for a boolean and YAML 1.2 does not.</summary>
    public static bool IsOldBool(string text) => text
        is "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON"
        or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF";

    private static (string Tag, object? Value) FindNumber(string tag, string text, YamlDialect dialect)
    {
        if (tag is "" or Tags.Timestamp && Timestamp.Read(text) is { } time)
        {
            return (Tags.Timestamp, time);
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (ReadInteger(digits) is { } integer)
        {
            return (Tags.Int, integer);
        }

        if (YamlFloat.IsMatch(digits) && ReadFloat(digits) is { } number)
        {
            return (Tags.Float, number);
        }

        return SignedBits(digits, dialect) is { } signed ? (Tags.Int, signed) : (Tags.Text, text);
    }

    /// <summary>Go's ParseInt, then ParseUint, of any base.</summary>
    private static object? ReadInteger(string text)
    {
        var unsigned = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        var isNegative = text[0] == '-';
        var (start, numberBase) = unsigned switch
        {
            ['0', 'x' or 'X', _, ..] => (2, 16),
            ['0', 'o' or 'O', _, ..] => (2, 8),
            ['0', 'b' or 'B', _, ..] => (2, 2),
            ['0', _, ..] => (1, 8),
            _ => (0, 10),
        };
        var digits = unsigned[start..];
        if (digits.IsEmpty)
        {
            return null;
        }

        var magnitude = UInt128.Zero;
        foreach (var unit in digits)
        {
            var digit = char.IsAsciiHexDigit(unit) ? Convert.ToInt32(unit.ToString(), 16) : numberBase;
            if (digit >= numberBase || magnitude > ulong.MaxValue)
            {
                return null;
            }

            magnitude = (magnitude * (uint)numberBase) + (uint)digit;
        }

        var value = isNegative ? -(BigInteger)magnitude : (BigInteger)magnitude;
        return value >= long.MinValue && value <= long.MaxValue ? (long)value
            : text[0] is not ('+' or '-') && value <= ulong.MaxValue ? (ulong)value
            : null;
    }

    // go-yaml reads what follows its own prefixes as a number, which may have a sign: 0b+1.
    private static object? SignedBits(string text, YamlDialect dialect)
    {
        var sign = text[0] == '-' ? 1 : 0;
        var prefix = text.Length > sign + 3 && text[sign + 2] is '+' or '-' ? text.Substring(sign, 2) : "";
        var isKnown = sign == 0 && (prefix == "0b" || (prefix == "0o" && dialect == YamlDialect.V3));
        return isKnown && ReadInteger(prefix + text[3..]) is long magnitude
            ? text[2] == '-' ? -magnitude : magnitude
            : null;
    }

    private static object? ReadFloat(string text)
    {
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : null;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex YamlFloat { get; }

    [GeneratedRegex(@"^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex PointFloat { get; }
}
