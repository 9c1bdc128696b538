using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's list.go.</summary>
internal static class ListFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "list", static (_, arguments) => new List<object?>(arguments.ToArray()) },
        { "first", [Any], static (_, arguments) =>
            Read("first", arguments[0]) is { Count: > 0 } list ? list[0] : null },
        { "last", [Any], static (_, arguments) => Read("last", arguments[0]) is { Count: > 0 } list ? list[^1] : null },
    };

    private static IReadOnlyList<object?> Read(string function, object? value) => value switch
    {
        IReadOnlyList<object?> list => list,
        null => throw new FunctionException("runtime error: invalid memory address or nil pointer dereference"),
        IReadOnlyDictionary<string, object?> => throw new FunctionException($"Cannot find {function} on type map"),
        _ => throw new FunctionException($"Cannot find {function} on type {GoValue.TypeName(value)}"),
    };
}
