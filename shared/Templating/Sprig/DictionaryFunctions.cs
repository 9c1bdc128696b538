using Gimlet.Templating.Formatting;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's dict.go.</summary>
internal static class DictionaryFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "dict", static (context, arguments) => Create(context, arguments) },
        { "get", [ParameterType.Map, Text], static (_, arguments) => Get(arguments.Map(0), arguments.Text(1)) },
        { "hasKey", [ParameterType.Map, Text], static (_, arguments) =>
            arguments.Map(0)?.ContainsKey(arguments.Text(1)) ?? false },
    };

    // A key without a value gets the empty string.
    private static Dictionary<string, object?> Create(CallContext context, ReadOnlySpan<object?> arguments)
    {
        var map = new Dictionary<string, object?>(arguments.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            map[Formatter.ToText(context, arguments[i])] = i + 1 < arguments.Length ? arguments[i + 1] : "";
        }

        return map;
    }

    private static object? Get(IReadOnlyDictionary<string, object?>? map, string key) =>
        map is not null && map.TryGetValue(key, out var value) ? value : "";
}
