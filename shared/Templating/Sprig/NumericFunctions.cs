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
        { "add", static (_, arguments) => Add(arguments) },
        { "sub", [Any, Any], static (_, arguments) =>
            unchecked(Cast.ToInt64(arguments[0]) - Cast.ToInt64(arguments[1])) },
        { "mul", [Any], Any, static (_, arguments) => Multiply(arguments) },
        { "div", [Any, Any], static (_, arguments) => Divide(arguments).Quotient },
        { "mod", [Any, Any], static (_, arguments) => Divide(arguments).Remainder },
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
}
