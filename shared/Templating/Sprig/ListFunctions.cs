using Gimlet.GoYaml;
using Gimlet.Templating.Formatting;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>
/// sprig's list.go. The functions whose names begin with must have the same errors, for all of them end a template.
/// </summary>
internal static class ListFunctions
{
    public static FunctionMap Map { get; } = WithMust(new FunctionMap
    {
        { "append", [Any, Any], static (_, arguments) => Append(arguments[0], arguments[1]) },
        { "prepend", [Any, Any], static (_, arguments) => Prepend(arguments[0], arguments[1]) },
        { "first", [Any], static (_, arguments) =>
            Lists.Read(arguments[0], "Cannot find first on type") is { Count: > 0 } list ? list[0] : null },
        { "last", [Any], static (_, arguments) =>
            Lists.Read(arguments[0], "Cannot find last on type") is { Count: > 0 } list ? list[^1] : null },
        { "rest", [Any], static (_, arguments) => Part(arguments[0], "rest", 1, 0) },
        { "initial", [Any], static (_, arguments) => Part(arguments[0], "initial", 0, 1) },
        { "reverse", [Any], static (_, arguments) =>
            new List<object?>(Lists.Read(arguments[0], "Cannot find reverse on type").Reverse()) },
        { "compact", [Any], static (_, arguments) => Lists.Read(arguments[0], "Cannot compact on type")
            .Where(static item => GoValue.IsTrue(item)).ToList() },
        { "uniq", [Any], static (context, arguments) => Distinct(context, arguments[0]) },
        { "without", [Any], Any, static (_, arguments) => Without(arguments[0], arguments[1..].ToArray()) },
        { "has", [Any, Any], static (_, arguments) => arguments[1] is not null
            && Lists.Contains(Lists.Read(arguments[1], "Cannot find has on type"), arguments[0]) },
        { "slice", [Any], Any, static (_, arguments) => Slice(arguments[0], arguments[1..]) },
        { "chunk", [Int, Any], static (_, arguments) => Chunk(arguments.Int(0), arguments[1]) },
    }).With(new FunctionMap
    {
        { "list", static (_, arguments) => new List<object?>(arguments.ToArray()) },
        { "tuple", static (_, arguments) => new List<object?>(arguments.ToArray()) },
        { "push", [Any, Any], static (_, arguments) => Append(arguments[0], arguments[1]) },
        { "mustPush", [Any, Any], static (_, arguments) => Append(arguments[0], arguments[1]) },
        { "concat", static (context, arguments) => Concatenate(context, arguments) },
        { "sortAlpha", [Any], static (context, arguments) => Sort(context, arguments[0]) },
        { "toStrings", [Any], static (context, arguments) => ToTexts(context, arguments[0]) },
        { "until", [Int], static (context, arguments) =>
            Until(context, 0, arguments.Int(0), arguments.Int(0) < 0 ? -1 : 1) },
        { "untilStep", [Int, Int, Int], static (context, arguments) =>
            Until(context, arguments.Int(0), arguments.Int(1), arguments.Int(2)) },
        { "seq", [], Int, static (context, arguments) => Sequence(context, arguments) },
    });

    /// <summary>The strings of a list, without nils; of any other value its own.</summary>
    public static List<string> ToTexts(CallContext context, object? value) => value switch
    {
        IReadOnlyList<string> texts => [.. texts],
        IReadOnlyList<object?> list => list.Where(static item => item is not null)
            .Select(item => Formatter.ToText(context, item)).ToList(),
        null => [],
        _ => [Formatter.ToText(context, value)],
    };

    private static FunctionMap WithMust(FunctionMap functions)
    {
        var must = new FunctionMap();
        foreach (var function in functions)
        {
            must.Add(function.Named($"must{char.ToUpperInvariant(function.Name[0])}{function.Name[1..]}"));
        }

        return functions.With(must);
    }

    private static List<object?> Append(object? list, object? item) =>
        [.. Lists.Read(list, "Cannot push on type"), item];

    private static List<object?> Prepend(object? list, object? item) =>
        [item, .. Lists.Read(list, "Cannot prepend on type")];

    private static IReadOnlyList<object?> Part(object? value, string name, int skipped, int cut)
    {
        var list = Lists.Read(value, $"Cannot find {name} on type");
        return list.Count == 0 ? NilList.Instance : list.Skip(skipped).Take(list.Count - skipped - cut).ToList();
    }

    private static List<object?> Distinct(CallContext context, object? value)
    {
        var distinct = new List<object?>();
        foreach (var item in Lists.Read(value, "Cannot find uniq on type"))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (!Lists.Contains(distinct, item))
            {
                distinct.Add(item);
            }
        }

        return distinct;
    }

    private static List<object?> Without(object? value, object?[] omitted) =>
        Lists.Read(value, "Cannot find without on type").Where(item => !Lists.Contains(omitted, item)).ToList();

    private static object? Slice(object? value, ReadOnlySpan<object?> indexes)
    {
        var list = Lists.Read(value, "list should be type of slice or array but");
        if (list.Count == 0)
        {
            return null;
        }

        var start = indexes.Length > 0 ? Cast.ToInt64(indexes[0]) : 0;
        var end = indexes.Length > 1 ? Cast.ToInt64(indexes[1]) : list.Count;
        if (start < 0 || end < start || end > list.Count)
        {
            throw new FunctionException("reflect.Value.Slice: slice index out of bounds");
        }

        var part = list.Skip((int)start).Take((int)(end - start));
        return list is IReadOnlyList<string> ? part.Cast<string>().ToList() : part.ToList();
    }

    private static GoList Chunk(long size, object? value)
    {
        var list = Lists.Read(value, "Cannot chunk type");
        if (size <= 0)
        {
            throw new FunctionException("runtime error: makeslice: len out of range");
        }

        var chunks = list.Chunk((int)Math.Min(size, int.MaxValue))
            .Select(static chunk => (object?)new List<object?>(chunk)).ToList();
        return new GoList(chunks, "[][]interface {}");
    }

    private static IReadOnlyList<object?> Concatenate(CallContext context, ReadOnlySpan<object?> lists)
    {
        var all = new List<object?>();
        foreach (var value in lists)
        {
            var list = value is null or IReadOnlyList<object?>
                ? Lists.Read(value, "")
                : throw new FunctionException($"Cannot concat type {Reflection.KindName(value)} as list");
            context.Reserve(all.Count + (long)list.Count);
            all.AddRange(list);
        }

        return Lists.OrNil(all);
    }

    private static List<string> Sort(CallContext context, object? value)
    {
        var texts = ToTexts(context, value);
        texts.Sort(GoString.Compare);
        return texts;
    }

    private static IntRange Until(CallContext context, long start, long end, long step)
    {
        var range = IntRange.Create(start, end, step);
        context.Reserve(range.Count);
        return range;
    }

    private static string Sequence(CallContext context, ReadOnlySpan<object?> parameters)
    {
        var (start, step, end) = parameters.Length switch
        {
            1 => (1, parameters.Int(0) < 1 ? -1 : 1, parameters.Int(0)),
            2 => (parameters.Int(0), parameters.Int(1) < parameters.Int(0) ? -1 : 1, parameters.Int(1)),
            3 => (parameters.Int(0), parameters.Int(1), parameters.Int(2)),
            _ => (0, 0, 0),
        };
        if (parameters.Length is 0 or > 3 || (end < start && step > 0))
        {
            return "";
        }

        var numbers = Until(context, start, end < start ? end - 1 : end + 1, step);
        context.Reserve(numbers.Count * 2L);
        return string.Join(' ', numbers);
    }
}
