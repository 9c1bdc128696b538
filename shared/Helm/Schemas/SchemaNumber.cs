using System.Globalization;

namespace Gimlet.Helm.Schemas;

/// <summary>Numbers of values, which are of whatever type they were made with.</summary>
internal static class SchemaNumber
{
    private const double LargestDecimal = 1e27;

    public static double Of(object? value) => value is double number
        ? number
        : Convert.ToDouble(value is nint native ? (long)native : value, CultureInfo.InvariantCulture);

    public static bool IsInteger(double number) => double.IsFinite(number) && Math.Truncate(number) == number;

    /// <summary>Counts in decimals, where 0.3 is a multiple of 0.1.</summary>
    public static bool IsMultiple(double number, double factor) =>
        Math.Abs(number) < LargestDecimal && Math.Abs(factor) < LargestDecimal && (decimal)factor != 0
        ? (decimal)number % (decimal)factor == 0
        : IsInteger(number / factor);
}
