namespace Gimlet.Templating.Values;

/// <summary>What Go's reflect package says about a value, for the C# objects that stand for Go values.</summary>
internal static class GoValue
{
    public static GoKind KindOf(object? value) => value switch
    {
        null => GoKind.Invalid,
        string => GoKind.String,
        bool => GoKind.Bool,
        double or float => GoKind.Float,
        nint or long or int or short or sbyte => GoKind.Int,
        ulong or byte or uint or ushort or nuint => GoKind.Uint,
        Dictionary<string, object?> => GoKind.Map,
        IReadOnlyDictionary<string, object?> => GoKind.Map,
        IReadOnlyList<object?> => GoKind.Slice,
        TemplateFunction => GoKind.Func,
        _ => GoKind.Struct,
    };

    /// <summary>The type as Go's <c>%T</c> prints it.</summary>
    public static string TypeName(object? value) => value switch
    {
        null => "<nil>",
        string => "string",
        bool => "bool",
        double => "float64",
        float => "float32",
        nint or int => "int",
        long => "int64",
        short => "int16",
        sbyte => "int8",
        ulong => "uint64",
        byte => "uint8",
        uint => "uint32",
        ushort => "uint16",
        nuint => "uint",
        IGoObject owner => owner.TypeName,
        IReadOnlyDictionary<string, object?> => "map[string]interface {}",
        IReadOnlyList<string> => "[]string",
        IReadOnlyList<object?> => "[]interface {}",
        TemplateFunction => "func",
        _ => value.GetType().Name,
    };

    /// <summary>The truth of <c>if</c>, <c>and</c>, <c>or</c> and <c>not</c>: everything but the zero values.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        string text => text.Length > 0,
        double number => number != 0,
        float number => number != 0,
        IReadOnlyCollection<KeyValuePair<string, object?>> map => map.Count > 0,
        IReadOnlyList<object?> list => list.Count > 0,
        _ when GoInteger.TryRead(value, out var integer) => integer != 0,
        _ when GoInteger.TryReadUnsigned(value, out var integer) => integer != 0,
        _ => true,
    };

    public static bool TryGetEntry(object map, string key, out object? value) =>
        map is Dictionary<string, object?> usual
        ? usual.TryGetValue(key, out value)
        : ((IReadOnlyDictionary<string, object?>)map).TryGetValue(key, out value);

    /// <summary>The entries of a map in the order of their keys, as <c>range</c> and fmt go through them.</summary>
    public static KeyValuePair<string, object?>[] Sorted(object map)
    {
        var entries = ((IEnumerable<KeyValuePair<string, object?>>)map).ToArray();
        Array.Sort(entries, static (left, right) => GoString.Compare(left.Key, right.Key));
        return entries;
    }
}
