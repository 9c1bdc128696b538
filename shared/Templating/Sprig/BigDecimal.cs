using System.Globalization;
using System.Numerics;
using Gimlet.GoYaml;

namespace Gimlet.Templating.Sprig;

/// <summary>A decimal number of any size as shopspring/decimal has it: Units × 10^Exponent.</summary>
internal readonly record struct BigDecimal(BigInteger Units, int Exponent)
{
    // The places of a quotient, of which the last is rounded.
    private const int DivisionPlaces = 16;

    // Beyond it a double holds nothing but 0 and infinity.
    private const int LargestExponent = 100_000;

    public static BigDecimal Of(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new FunctionException($"Cannot create a Decimal from {GoNumber.General(number)}");
        }

        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var text = shortest.Contains('E', StringComparison.Ordinal) ? shortest : shortest + "E0";
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = text[..exponentAt];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : mantissa.Length - point - 1;
        var units = BigInteger.Parse(
            mantissa.Replace(".", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture);
        return new BigDecimal(units, int.Parse(text.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture) - places);
    }

    public static BigDecimal operator +(BigDecimal left, BigDecimal right)
    {
        var exponent = Math.Min(left.Exponent, right.Exponent);
        return new BigDecimal(left.UnitsAt(exponent) + right.UnitsAt(exponent), exponent);
    }

    public static BigDecimal operator -(BigDecimal left, BigDecimal right) =>
        left + right with { Units = -right.Units };

    public static BigDecimal operator *(BigDecimal left, BigDecimal right) =>
        Math.Abs(left.Exponent + right.Exponent) > LargestExponent
            ? throw new FunctionException("overflow in decimal multiplication")
            : new BigDecimal(left.Units * right.Units, left.Exponent + right.Exponent);

    public static BigDecimal operator /(BigDecimal left, BigDecimal right)
    {
        if (right.Units.IsZero)
        {
            throw new FunctionException("decimal division by 0");
        }

        var shift = left.Exponent - right.Exponent + DivisionPlaces;
        var dividend = shift > 0 ? left.Units * BigInteger.Pow(10, shift) : left.Units;
        var divisor = shift < 0 ? right.Units * BigInteger.Pow(10, -shift) : right.Units;
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        if (BigInteger.Abs(remainder) * 2 >= BigInteger.Abs(divisor))
        {
            quotient += left.Units.Sign * right.Units.Sign < 0 ? -1 : 1;
        }

        return new BigDecimal(quotient, -DivisionPlaces);
    }

    public double ToDouble() => double.Parse($"{Units}E{Exponent}", NumberStyles.Float, CultureInfo.InvariantCulture);

    private BigInteger UnitsAt(int exponent) => Units * BigInteger.Pow(10, Exponent - exponent);
}
