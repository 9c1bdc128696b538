using System.Text;
using Gimlet.Templating.Execution;
using Gimlet.Templating.Syntax;

namespace Gimlet.Templating.Formatting;

/// <summary>The verbs of integers.</summary>
internal static class IntegerFormat
{
    private const string LowerDigits = "0123456789abcdef";
    private const string UpperDigits = "0123456789ABCDEF";

    /// <returns>False when integers do not have the verb.</returns>
    public static bool Write(
        TextBuffer output, FormatSpec spec, char verb, ulong magnitude, bool isNegative, bool isSigned)
    {
        switch (verb)
        {
            case 'v' when spec.GoSyntax && !isSigned:
                WriteNumber(output, spec with { Sharp = true }, 'x', 16, magnitude, isNegative);
                return true;
            case 'v' or 'd':
                WriteNumber(output, spec, verb, 10, magnitude, isNegative);
                return true;
            case 'b':
                WriteNumber(output, spec, verb, 2, magnitude, isNegative);
                return true;
            case 'o' or 'O':
                WriteNumber(output, spec, verb, 8, magnitude, isNegative);
                return true;
            case 'x' or 'X':
                WriteNumber(output, spec, verb, 16, magnitude, isNegative);
                return true;
            case 'c':
                StringFormat.Pad(output, spec, ToRune(magnitude, isNegative).ToString());
                return true;
            case 'q':
                StringFormat.Pad(
                    output, spec, GoQuote.QuoteRune(ToRune(magnitude, isNegative).Value, asciiOnly: spec.Plus));
                return true;
            case 'U':
                WriteUnicode(output, spec, magnitude, isNegative);
                return true;
            default:
                return false;
        }
    }

    private static void WriteNumber(
        TextBuffer output, FormatSpec spec, char verb, uint numberBase, ulong magnitude, bool isNegative)
    {
        var isPlain = spec is { Width: null, Precision: null, Plus: false, Space: false, Sharp: false };
        if (numberBase == 10 && isPlain && !isNegative && magnitude <= long.MaxValue)
        {
            output.Append((long)magnitude);
            return;
        }

        if (spec.Precision == 0 && magnitude == 0)
        {
            output.Append(' ', spec.Width ?? 0);
            return;
        }

        var sign = isNegative ? "-" : spec.Plus ? "+" : spec.Space ? " " : "";
        var prefix = verb switch
        {
            'O' => "0o",
            'b' when spec.Sharp => "0b",
            'x' when spec.Sharp => "0x",
            'X' when spec.Sharp => "0X",
            _ => "",
        };

        // Zeros that fill the width come after the sign and count as digits, before the prefix is added.
        var fill = spec is { Precision: null, Zero: true, Minus: false, Width: { } width } ? width - sign.Length : 0;
        var digits = Digits(magnitude, numberBase, verb == 'X').PadLeft(spec.Precision ?? Math.Max(fill, 0), '0');
        if (verb == 'o' && spec.Sharp && digits[0] != '0')
        {
            prefix = "0";
        }

        StringFormat.Pad(output, spec with { Zero = false }, $"{sign}{prefix}{digits}");
    }

    private static string Digits(ulong magnitude, uint numberBase, bool upper)
    {
        Span<char> digits = stackalloc char[64];
        var start = digits.Length;
        do
        {
            digits[--start] = (upper ? UpperDigits : LowerDigits)[(int)(magnitude % numberBase)];
            magnitude /= numberBase;
        }
        while (magnitude > 0);
        return new string(digits[start..]);
    }

    private static void WriteUnicode(TextBuffer output, FormatSpec spec, ulong magnitude, bool isNegative)
    {
        var value = isNegative ? unchecked(0 - magnitude) : magnitude;
        var code = "U+" + Digits(value, 16, upper: true).PadLeft(Math.Max(4, spec.Precision ?? 0), '0');
        if (spec.Sharp && value <= 0x10FFFF && GoQuote.IsPrintable((int)value))
        {
            code += $" '{new Rune((int)value)}'";
        }

        StringFormat.Pad(output, spec with { Zero = false }, code);
    }

    private static Rune ToRune(ulong magnitude, bool isNegative) =>
        !isNegative && magnitude <= 0x10FFFF && Rune.IsValid((int)magnitude)
            ? new Rune((int)magnitude)
            : Rune.ReplacementChar;
}
