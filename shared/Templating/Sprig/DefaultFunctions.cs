using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's defaults.go, and <c>fail</c> of its functions.go.</summary>
internal static class DefaultFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "default", [Any], Any, static (_, arguments) => Default(arguments) },
        { "fail", [Text], static (_, arguments) => throw new FunctionException(arguments.Text(0)) },
        { "empty", [Any], static (_, arguments) => !GoValue.IsTrue(arguments[0]) },
        { "coalesce", static (_, arguments) => Coalesce(arguments) },
        { "all", static (_, arguments) => !Contains(arguments, truth: false) },
        { "any", static (_, arguments) => Contains(arguments, truth: true) },
        { "ternary", [Any, Any, Bool], static (_, arguments) => (bool)arguments[2]! ? arguments[0] : arguments[1] },
    };

    private static object? Default(ReadOnlySpan<object?> arguments) =>
        arguments.Length > 1 && GoValue.IsTrue(arguments[1]) ? arguments[1] : arguments[0];

    private static bool Contains(ReadOnlySpan<object?> values, bool truth)
    {
        foreach (var value in values)
        {
            if (GoValue.IsTrue(value) == truth)
            {
                return true;
            }
        }

        return false;
    }

    private static object? Coalesce(ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            if (GoValue.IsTrue(value))
            {
                return value;
            }
        }

        return null;
    }
}
