using System.Runtime.CompilerServices;
using Table = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Values;

/// <summary>Values as helm handles them: tables are maps, everything else is whole.</summary>
internal static class ValueTables
{
    public const string Global = "global";

    /// <summary>Copies a table and all that templates could change in it.</summary>
    public static Table Copy(IReadOnlyDictionary<string, object?> table)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ChartException("values are nested too deep");
        }

        var copy = new Table(table.Count, StringComparer.Ordinal);
        foreach (var (key, value) in table)
        {
            copy.Add(key, CopyValue(value));
        }

        return copy;
    }

    /// <summary>A list is shared unless there are tables in it: no function changes a list in place.</summary>
    public static object? CopyValue(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> table => Copy(table),
        IReadOnlyList<object?> list and not IReadOnlyList<string> => CopyList(list),
        _ => value,
    };

    /// <summary>Finds the table at a path such as <c>a.b</c>; null where there is none.</summary>
    public static Table? Find(Table table, string path)
    {
        var found = table;
        foreach (var key in path.Split('.'))
        {
            found = found.GetValueOrDefault(key) as Table;
            if (found is null)
            {
                return null;
            }
        }

        return found;
    }

    /// <summary>Finds the value, no table, at a path such as <c>a.b</c>.</summary>
    public static bool TryFindValue(Table table, string path, out object? value)
    {
        var split = path.LastIndexOf('.');
        var owner = split < 0 ? table : Find(table, path[..split]);
        value = null;
        return owner is not null && owner.TryGetValue(path[(split + 1)..], out value) && value is not Table;
    }

    private static object CopyList(IReadOnlyList<object?> list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is IReadOnlyDictionary<string, object?> or IReadOnlyList<object?>)
            {
                return list.Select(CopyValue).ToList();
            }
        }

        return list;
    }
}
