using System.Globalization;
using System.Text;

namespace Gimlet.Templating.Formatting;

/// <summary>The formats of Go's strconv.FormatFloat that show a float as it is stored: b, x and X.</summary>
internal static class BinaryFloat
{
    private const int FractionBits = 52;
    private const int LeadingBit = 60;

    public static string Format(double number, char format, int precision)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number);
        var fraction = bits & ((1UL << FractionBits) - 1);
        var biased = (int)(bits >> FractionBits) & 0x7FF;
        var mantissa = biased == 0 ? fraction : fraction | (1UL << FractionBits);
        var exponent = Math.Max(biased, 1) - 1023;
        var sign = number < 0 || double.IsNegative(number) ? "-" : "";
        if (format == 'b')
        {
            exponent -= FractionBits;
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}p{exponent:+0;-0}");
        }

        var text = sign + Hexadecimal(mantissa << (LeadingBit - FractionBits), exponent, precision);
        return format == 'X' ? text.ToUpperInvariant() : text;
    }

    private static string Hexadecimal(ulong mantissa, int exponent, int precision)
    {
        const int digitBits = 4;
        exponent = mantissa == 0 ? 0 : exponent;
        while (mantissa != 0 && (mantissa & (1UL << LeadingBit)) == 0)
        {
            mantissa <<= 1;
            exponent--;
        }

        if (precision is >= 0 and < LeadingBit / digitBits)
        {
            var shift = precision * digitBits;
            var cut = (mantissa << shift) & ((1UL << LeadingBit) - 1);
            mantissa >>= LeadingBit - shift;
            mantissa += (cut | (mantissa & 1)) > 1UL << (LeadingBit - 1) ? 1UL : 0;
            mantissa <<= LeadingBit - shift;
            if ((mantissa & (1UL << (LeadingBit + 1))) != 0)
            {
                mantissa >>= 1;
                exponent++;
            }
        }

        var result = new StringBuilder("0x").Append((mantissa >> LeadingBit) & 1);
        mantissa <<= digitBits;
        var count = precision < 0 ? int.MaxValue : precision;
        result.Append(count > 0 && (precision > 0 || mantissa != 0) ? "." : "");
        for (var i = 0; i < count && (precision >= 0 || mantissa != 0); i++)
        {
            result.Append("0123456789abcdef"[(int)(mantissa >> LeadingBit) & 15]);
            mantissa <<= digitBits;
        }

        return result.Append(CultureInfo.InvariantCulture, $"p{exponent:+00;-00}").ToString();
    }
}
