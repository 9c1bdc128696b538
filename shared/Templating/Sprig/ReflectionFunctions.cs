using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's reflect.go.</summary>
internal static class ReflectionFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "typeOf", [Any], static (_, arguments) => GoValue.TypeName(arguments[0]) },
        { "typeIs", [Text, Any], static (_, arguments) => arguments.Text(0) == GoValue.TypeName(arguments[1]) },
        { "typeIsLike", [Text, Any], static (_, arguments) =>
            GoValue.TypeName(arguments[1]) == arguments.Text(0)
            || GoValue.TypeName(arguments[1]) == "*" + arguments.Text(0) },
        { "kindOf", [Any], static (_, arguments) => Reflection.KindName(arguments[0]) },
        { "kindIs", [Text, Any], static (_, arguments) => arguments.Text(0) == Reflection.KindName(arguments[1]) },
        { "deepEqual", [Any, Any], static (_, arguments) => Reflection.DeepEqual(arguments[0], arguments[1]) },
    };
}
