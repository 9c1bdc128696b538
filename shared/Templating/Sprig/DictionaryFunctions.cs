using System.Runtime.CompilerServices;
using Gimlet.GoYaml;
using Gimlet.Templating.Formatting;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>
/// sprig's dict.go. Functions that change a map change the map that they are given. Where Go goes through a map in
/// random order, the order here is that of the keys.
/// </summary>
internal static class DictionaryFunctions
{
    private const int MaxDepth = 1000;

    public static FunctionMap Map { get; } = new()
    {
        { "dict", static (context, arguments) => Create(context, arguments) },
        { "get", [ParameterType.Map, Text], static (_, arguments) => Get(arguments.Map(0), arguments.Text(1)) },
        { "set", [ParameterType.Map, Text, Any], static (_, arguments) =>
            Set(arguments.Map(0), arguments.Text(1), arguments[2]) },
        { "unset", [ParameterType.Map, Text], static (_, arguments) => Unset(arguments.Map(0), arguments.Text(1)) },
        { "hasKey", [ParameterType.Map, Text], static (_, arguments) =>
            arguments.Map(0)?.ContainsKey(arguments.Text(1)) ?? false },
        { "pluck", [Text], ParameterType.Map, static (_, arguments) => Pluck(arguments.Text(0), arguments[1..]) },
        { "keys", [], ParameterType.Map, static (_, arguments) => Keys(arguments) },
        { "values", [ParameterType.Map], static (_, arguments) => Sorted(arguments.Map(0))
            .Select(static entry => entry.Value).ToList() },
        { "pick", [ParameterType.Map], Text, static (_, arguments) => Pick(arguments.Map(0), arguments[1..]) },
        { "omit", [ParameterType.Map], Text, static (_, arguments) => Omit(arguments.Map(0), arguments[1..]) },
        { "merge", [ParameterType.Map], ParameterType.Map, static (_, arguments) => Merge(arguments, false) },
        { "mustMerge", [ParameterType.Map], ParameterType.Map, static (_, arguments) => Merge(arguments, false) },
        { "mergeOverwrite", [ParameterType.Map], ParameterType.Map, static (_, arguments) => Merge(arguments, true) },
        { "mustMergeOverwrite", [ParameterType.Map], ParameterType.Map, static (_, arguments) =>
            Merge(arguments, true) },
        { "deepCopy", [Any], static (context, arguments) => Copy(context, arguments[0], 0) },
        { "mustDeepCopy", [Any], static (context, arguments) => Copy(context, arguments[0], 0) },
        { "dig", static (_, arguments) => Dig(arguments) },
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

    private static IReadOnlyDictionary<string, object?> Set(
        IReadOnlyDictionary<string, object?>? map, string key, object? value)
    {
        Writable(map)[key] = value;
        return map!;
    }

    private static IReadOnlyDictionary<string, object?>? Unset(IReadOnlyDictionary<string, object?>? map, string key)
    {
        if (map is { Count: > 0 })
        {
            Writable(map).Remove(key);
        }

        return map;
    }

    private static IDictionary<string, object?> Writable(IReadOnlyDictionary<string, object?>? map) =>
        map as IDictionary<string, object?> ?? throw new FunctionException("assignment to entry in nil map");

    private static List<object?> Pluck(string key, ReadOnlySpan<object?> maps)
    {
        var found = new List<object?>();
        for (var i = 0; i < maps.Length; i++)
        {
            if (maps.Map(i) is { } map && map.TryGetValue(key, out var value))
            {
                found.Add(value);
            }
        }

        return found;
    }

    private static List<string> Keys(ReadOnlySpan<object?> maps)
    {
        var keys = new List<string>();
        for (var i = 0; i < maps.Length; i++)
        {
            keys.AddRange(Sorted(maps.Map(i)).Select(static entry => entry.Key));
        }

        return keys;
    }

    private static Dictionary<string, object?> Pick(
        IReadOnlyDictionary<string, object?>? map, ReadOnlySpan<object?> keys)
    {
        var picked = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            if (map is not null && map.TryGetValue(keys.Text(i), out var value))
            {
                picked[keys.Text(i)] = value;
            }
        }

        return picked;
    }

    private static Dictionary<string, object?> Omit(
        IReadOnlyDictionary<string, object?>? map, ReadOnlySpan<object?> keys)
    {
        var rest = new Dictionary<string, object?>(map ?? NilMap.Instance, StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            rest.Remove(keys.Text(i));
        }

        return rest;
    }

    private static object? Merge(ReadOnlySpan<object?> maps, bool overwrites)
    {
        for (var i = 1; i < maps.Length; i++)
        {
            if (maps.Map(i) is { Count: > 0 } source)
            {
                Merge(Writable(maps.Map(0)), source, overwrites, 0);
            }
        }

        return maps[0];
    }

    /// <summary>
    /// dario.cat/mergo of maps: maps merge, all else is put in where the target has nothing, or something empty, or
    /// always. What is put in is shared with the source, not copied.
    /// </summary>
    private static void Merge(
        IDictionary<string, object?> target, IReadOnlyDictionary<string, object?> source, bool overwrites, int depth)
    {
        CheckDepth(depth);
        foreach (var (key, value) in source.ToArray())
        {
            var exists = target.TryGetValue(key, out var old);
            if (value is null)
            {
                if (overwrites)
                {
                    target[key] = null;
                }

                continue;
            }

            if (value is IReadOnlyDictionary<string, object?> map && old is IDictionary<string, object?> oldMap)
            {
                if (!ReferenceEquals(map, oldMap))
                {
                    Merge(oldMap, map, overwrites, depth + 1);
                }

                if (oldMap.Count > 0)
                {
                    continue;
                }
            }

            if (overwrites || !exists || !GoValue.IsTrue(old))
            {
                target[key] = value;
            }
        }
    }

    private static object? Copy(CallContext context, object? value, int depth)
    {
        CheckDepth(depth);
        switch (value)
        {
            case NilMap or NilList or IGoObject:
                return value;
            case IReadOnlyDictionary<string, object?> map:
                context.Count(map.Count);
                return map.ToDictionary(
                    static entry => entry.Key, entry => Copy(context, entry.Value, depth + 1), StringComparer.Ordinal);
            case IReadOnlyList<string> texts:
                return texts.ToList();
            case IReadOnlyList<object?> list:
                context.Count(list.Count);
                return list.Select(item => Copy(context, item, depth + 1)).ToList();
            default:
                return value;
        }
    }

    private static object? Dig(ReadOnlySpan<object?> path)
    {
        if (path.Length < 3)
        {
            throw new FunctionException("dig needs at least three arguments");
        }

        var value = path[^1];
        _ = AsMap(value);
        for (var i = 0; i < path.Length - 2; i++)
        {
            _ = path[i] as string ?? throw Conversion(path[i], "string");
        }

        for (var i = 0; i < path.Length - 2; i++)
        {
            if (!AsMap(value).TryGetValue(path.Text(i), out value))
            {
                return path[^2];
            }
        }

        return value;
    }

    private static IReadOnlyDictionary<string, object?> AsMap(object? value) =>
        value as IReadOnlyDictionary<string, object?> ?? throw Conversion(value, "map[string]interface {}");

    private static FunctionException Conversion(object? value, string type) => new(
        $"interface conversion: interface {{}} is {(value is null ? "nil" : GoValue.TypeName(value))}, not {type}");

    private static KeyValuePair<string, object?>[] Sorted(IReadOnlyDictionary<string, object?>? map) =>
        GoValue.Sorted(map ?? NilMap.Instance);

    private static void CheckDepth(int depth)
    {
        if (depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new FunctionException($"values are nested deeper than {MaxDepth}");
        }
    }
}
