using System.Globalization;
using Gimlet.Templating.Formatting;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's numeric.go. Integers wrap around, as Go's do.</summary>
internal static class NumericFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "int", [Any], static (_, arguments) => GoInteger.Box(Cast.ToInt64(arguments[0])) },
        { "int64", [Any], static (_, arguments) => Cast.ToInt64(arguments[0]) },
        { "float64", [Any], static (_, arguments) => Cast.ToDouble(arguments[0]) },
        { "atoi", [Text], static (_, arguments) => GoInteger.Box(ParseDecimal(arguments.Text(0))) },
        { "toDecimal", [Any], static (context, arguments) => ParseOctal(Formatter.ToText(context, arguments[0])) },
        { "add", static (_, arguments) => Add(arguments) },
        { "add1", [Any], static (_, arguments) => unchecked(Cast.ToInt64(arguments[0]) + 1) },
        { "sub", [Any, Any], static (_, arguments) =>
            unchecked(Cast.ToInt64(arguments[0]) - Cast.ToInt64(arguments[1])) },
        { "mul", [Any], Any, static (_, arguments) => Multiply(arguments) },
        { "div", [Any, Any], static (_, arguments) => Divide(arguments).Quotient },
        { "mod", [Any, Any], static (_, arguments) => Divide(arguments).Remainder },
        { "max", [Any], Any, static (_, arguments) => Select(arguments, Math.Max) },
        { "biggest", [Any], Any, static (_, arguments) => Select(arguments, Math.Max) },
        { "min", [Any], Any, static (_, arguments) => Select(arguments, Math.Min) },
        { "maxf", [Any], Any, static (_, arguments) => SelectFloat(arguments, Math.Max) },
        { "minf", [Any], Any, static (_, arguments) => SelectFloat(arguments, Math.Min) },
        { "ceil", [Any], static (_, arguments) => Math.Ceiling(Cast.ToDouble(arguments[0])) },
        { "floor", [Any], static (_, arguments) => Math.Floor(Cast.ToDouble(arguments[0])) },
        { "round", [Any, Int], Float, static (_, arguments) => Round(arguments) },
        { "add1f", [Any], static (context, arguments) =>
            Compute(context, arguments[0], [1.0], static (left, right) => left + right) },
        { "addf", static (context, arguments) =>
            Compute(context, 0.0, arguments, static (left, right) => left + right) },
        { "subf", [Any], Any, static (context, arguments) =>
            Compute(context, arguments[0], arguments[1..], static (left, right) => left - right) },
        { "mulf", [Any], Any, static (context, arguments) =>
            Compute(context, arguments[0], arguments[1..], static (left, right) => left * right) },
        { "divf", [Any], Any, static (context, arguments) =>
            Compute(context, arguments[0], arguments[1..], static (left, right) => left / right) },
    };

    private static long Add(ReadOnlySpan<object?> values)
    {
        var sum = 0L;
        foreach (var value in values)
        {
            sum = unchecked(sum + Cast.ToInt64(value));
        }

        return sum;
    }

    private static long Multiply(ReadOnlySpan<object?> values)
    {
        var product = 1L;
        foreach (var value in values)
        {
            product = unchecked(product * Cast.ToInt64(value));
        }

        return product;
    }

    private static (long Quotient, long Remainder) Divide(ReadOnlySpan<object?> values)
    {
        var (dividend, divisor) = (Cast.ToInt64(values[0]), Cast.ToInt64(values[1]));
        return divisor switch
        {
            0 => throw new FunctionException("runtime error: integer divide by zero"),
            -1 => (unchecked(-dividend), 0),
            _ => Math.DivRem(dividend, divisor),
        };
    }

    private static long Select(ReadOnlySpan<object?> values, Func<long, long, long> better)
    {
        var selected = Cast.ToInt64(values[0]);
        foreach (var value in values[1..])
        {
            selected = better(selected, Cast.ToInt64(value));
        }

        return selected;
    }

    private static double SelectFloat(ReadOnlySpan<object?> values, Func<double, double, double> better)
    {
        var selected = Cast.ToDouble(values[0]);
        foreach (var value in values[1..])
        {
            selected = better(selected, Cast.ToDouble(value));
        }

        return selected;
    }

    // sprig computes with decimals, so that 0.1 and 0.2 are 0.3.
    private static double Compute(
        CallContext context,
        object? first,
        ReadOnlySpan<object?> others,
        Func<BigDecimal, BigDecimal, BigDecimal> compute)
    {
        var result = BigDecimal.Of(Cast.ToDouble(first));
        foreach (var other in others)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            result = compute(result, BigDecimal.Of(Cast.ToDouble(other)));
        }

        return result.ToDouble();
    }

    private static double Round(ReadOnlySpan<object?> arguments)
    {
        var roundsUpFrom = arguments.Length > 2 ? (double)arguments[2]! : 0.5;
        var power = Math.Pow(10, arguments.Int(1));
        var digit = power * Cast.ToDouble(arguments[0]);
        return (digit - Math.Truncate(digit) >= roundsUpFrom ? Math.Ceiling(digit) : Math.Floor(digit)) / power;
    }

    /// <summary>Go's Atoi without its error: what is too large is the largest integer.</summary>
    private static long ParseDecimal(string text)
    {
        var digits = text.AsSpan(text is ['+' or '-', ..] ? 1 : 0);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return 0;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : text[0] == '-' ? long.MinValue
            : long.MaxValue;
    }

    private static long ParseOctal(string text)
    {
        var isNegative = text is ['-', ..];
        var digits = text.AsSpan(text is ['+' or '-', ..] ? 1 : 0);
        var value = (Int128)0;
        foreach (var digit in digits)
        {
            value = (value * 8) + digit - '0';
            if (digit is < '0' or > '7' || value > long.MaxValue)
            {
                return 0;
            }
        }

        return (long)(isNegative ? -value : value);
    }
}
