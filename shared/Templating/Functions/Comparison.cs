using Gimlet.Templating.Formatting;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Functions;

/// <summary>Go's comparison functions: values of different kinds do not compare, whatever they hold.</summary>
internal static class Comparison
{
    private const string Invalid = "invalid type for comparison";

    /// <summary>Whether the first argument equals any of the others.</summary>
    public static bool Equal(CallContext context, ReadOnlySpan<object?> arguments)
    {
        if (arguments.Length < 2)
        {
            throw new FunctionException("missing argument for comparison");
        }

        foreach (var other in arguments[1..])
        {
            if (Equal(context, arguments[0], other))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsLessOrEqual(CallContext context, ReadOnlySpan<object?> arguments) =>
        IsLess(arguments[0], arguments[1]) || Equal(context, arguments);

    public static bool IsLess(object? left, object? right)
    {
        var (leftKind, rightKind) = (BasicKind(left), BasicKind(right));
        if (leftKind == GoKind.Invalid || rightKind == GoKind.Invalid)
        {
            throw new FunctionException(Invalid);
        }

        return (leftKind, rightKind) switch
        {
            (GoKind.Int, GoKind.Int) => Signed(left) < Signed(right),
            (GoKind.Uint, GoKind.Uint) => Unsigned(left) < Unsigned(right),
            (GoKind.Int, GoKind.Uint) => Signed(left) < 0 || (ulong)Signed(left) < Unsigned(right),
            (GoKind.Uint, GoKind.Int) => Signed(right) >= 0 && Unsigned(left) < (ulong)Signed(right),
            (GoKind.Float, GoKind.Float) => Float(left) < Float(right),
            (GoKind.String, GoKind.String) => GoString.Compare((string)left!, (string)right!) < 0,
            (GoKind.Bool, GoKind.Bool) => throw new FunctionException(Invalid),
            _ => throw Incompatible(left, right),
        };
    }

    private static bool Equal(CallContext context, object? left, object? right)
    {
        if (left is string leftText && right is string rightText)
        {
            return string.Equals(leftText, rightText, StringComparison.Ordinal);
        }

        return (BasicKind(left), BasicKind(right)) switch
        {
            (GoKind.Bool, GoKind.Bool) => (bool)left! == (bool)right!,
            (GoKind.Int, GoKind.Int) => Signed(left) == Signed(right),
            (GoKind.Uint, GoKind.Uint) => Unsigned(left) == Unsigned(right),
            (GoKind.Int, GoKind.Uint) => Signed(left) >= 0 && (ulong)Signed(left) == Unsigned(right),
            (GoKind.Uint, GoKind.Int) => Signed(right) >= 0 && Unsigned(left) == (ulong)Signed(right),
            (GoKind.Float, GoKind.Float) => Float(left) == Float(right),
            (GoKind.Invalid, GoKind.Invalid) => EqualOthers(context, left, right),
            _ => left is null || right is null ? false : throw Incompatible(left, right),
        };
    }

    // Maps and lists equal nothing in Go; nil equals nil, and a nil equals no other value.
    private static bool EqualOthers(CallContext context, object? left, object? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        var (leftType, rightType) = (GoValue.TypeName(left), GoValue.TypeName(right));
        throw new FunctionException(GoValue.KindOf(left) == GoValue.KindOf(right)
            ? $"non-comparable type {Show(context, 's', right)}: {rightType}"
            : $"non-comparable types {Show(context, 's', left)}: {leftType}, {rightType}: {Show(context, 'v', right)}");
    }

    // The verbs are Go's, which is why a number in such a message may read %!s(float64=1).
    private static string Show(CallContext context, char verb, object value)
    {
        var buffer = context.RentBuffer();
        Formatter.WriteValue(buffer, default, verb, value);
        var text = buffer.ToString();
        context.ReturnBuffer(buffer);
        return text;
    }

    private static FunctionException Incompatible(object? left, object? right) => new(
        $"incompatible types for comparison: {GoValue.TypeName(left)} and {GoValue.TypeName(right)}");

    private static GoKind BasicKind(object? value) => GoValue.KindOf(value) switch
    {
        GoKind.Slice or GoKind.Map or GoKind.Func or GoKind.Struct => GoKind.Invalid,
        var kind => kind,
    };

    private static long Signed(object? value) => GoInteger.TryRead(value, out var integer) ? integer : 0;

    private static ulong Unsigned(object? value) => GoInteger.TryReadUnsigned(value, out var integer) ? integer : 0;

    private static double Float(object? value) => value is float single ? single : (double)value!;
}
