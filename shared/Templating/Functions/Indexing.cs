using Gimlet.Templating.Values;

namespace Gimlet.Templating.Functions;

/// <summary>The functions index, slice and len.</summary>
internal static class Indexing
{
    public static object? Index(object? item, ReadOnlySpan<object?> indexes)
    {
        if (item is null)
        {
            throw new FunctionException("index of untyped nil");
        }

        foreach (var index in indexes)
        {
            item = item switch
            {
                null => throw new FunctionException("index of nil pointer"),
                string text => ByteAt(text, index),
                IReadOnlyDictionary<string, object?> map => Entry(map, index),
                IReadOnlyList<object?> list => list[Position(index, list.Count, "slice")],
                _ => throw new FunctionException($"can't index item of type {GoValue.TypeName(item)}"),
            };
        }

        return item;
    }

    public static object? Slice(object? item, ReadOnlySpan<object?> indexes)
    {
        if (item is null)
        {
            throw new FunctionException("slice of untyped nil");
        }

        if (indexes.Length > 3)
        {
            throw new FunctionException($"too many slice indexes: {indexes.Length}");
        }

        var text = item as string;
        if (text is not null && indexes.Length == 3)
        {
            throw new FunctionException("cannot 3-index slice a string");
        }

        var length = text is not null ? GoString.ByteCount(text) : item is IReadOnlyList<object?> list
            ? list.Count
            : throw new FunctionException($"can't slice item of type {GoValue.TypeName(item)}");
        Span<int> bounds = [0, length, length];
        for (var i = 0; i < indexes.Length; i++)
        {
            bounds[i] = Bound(indexes[i], length);
        }

        CheckOrder(bounds[0], bounds[1]);
        if (indexes.Length == 3)
        {
            CheckOrder(bounds[1], bounds[2]);
        }

        return text is not null
            ? GoString.Slice(text, bounds[0], bounds[1])
            : Part((IReadOnlyList<object?>)item, bounds[0], bounds[1]);
    }

    public static object Length(object? item) => item switch
    {
        null => throw new FunctionException("len of nil pointer"),
        string text => GoInteger.Box(GoString.ByteCount(text)),
        IReadOnlyDictionary<string, object?> map => GoInteger.Box(map.Count),
        IReadOnlyList<object?> list => GoInteger.Box(list.Count),
        _ => throw new FunctionException($"len of type {GoValue.TypeName(item)}"),
    };

    private static object Part(IReadOnlyList<object?> list, int start, int end) => list is IReadOnlyList<string> texts
        ? texts.Skip(start).Take(end - start).ToList()
        : list.Skip(start).Take(end - start).ToList();

    private static object ByteAt(string text, object? index)
    {
        var position = Position(index, GoString.ByteCount(text), "string");
        return GoString.ToBytes(text)[position];
    }

    private static object? Entry(IReadOnlyDictionary<string, object?> map, object? index) => index switch
    {
        string key => map.TryGetValue(key, out var value) ? value : value,
        null => throw new FunctionException("value is nil; should be of type string"),
        _ => throw new FunctionException($"value has type {GoValue.TypeName(index)}; should be string"),
    };

    private static int Position(object? index, int length, string kind)
    {
        var position = Bound(index, length);
        return position < length ? position : throw new FunctionException($"reflect: {kind} index out of range");
    }

    private static int Bound(object? index, int length)
    {
        if (index is null)
        {
            throw new FunctionException("cannot index slice/array with nil");
        }

        if (!GoInteger.TryRead(index, out var position))
        {
            position = GoInteger.TryReadUnsigned(index, out var unsigned)
                ? unchecked((long)unsigned)
                : throw new FunctionException($"cannot index slice/array with type {GoValue.TypeName(index)}");
        }

        return position >= 0 && position <= length
            ? (int)position
            : throw new FunctionException($"index out of range: {position}");
    }

    private static void CheckOrder(int start, int end)
    {
        if (start > end)
        {
            throw new FunctionException($"invalid slice index: {start} > {end}");
        }
    }
}
