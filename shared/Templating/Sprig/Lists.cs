using Gimlet.GoYaml;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Sprig;

/// <summary>What sprig's functions on lists share.</summary>
internal static class Lists
{
    /// <summary>The list that a value is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="complaint">What precedes the kind of a value that is no list, in sprig's words.</param>
    public static IReadOnlyList<object?> Read(object? value, string complaint) => value switch
    {
        IReadOnlyList<object?> list => list,
        null => throw new FunctionException("runtime error: invalid memory address or nil pointer dereference"),
        _ => throw new FunctionException($"{complaint} {Reflection.KindName(value)}"),
    };

    /// <summary>Items as a list, which is nil where there are none.</summary>
    public static IReadOnlyList<object?> OrNil(List<object?> items) =>
        items.Count == 0 ? NilList.Instance : items;

    public static bool Contains(IEnumerable<object?> list, object? value)
    {
        foreach (var item in list)
        {
            if (Reflection.DeepEqual(value, item))
            {
                return true;
            }
        }

        return false;
    }
}
