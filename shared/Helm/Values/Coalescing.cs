using Gimlet.Helm.Rendering;
using Table = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Values;

/// <summary>
/// Puts values of a parent over those of its charts, as helm 4's coalesce.go does: maps are merged, everything else is
/// replaced, and null deletes, unless values are merged for a later round, which keeps nulls.
/// </summary>
internal static class Coalescing
{
    /// <summary>Makes the values of a chart and, in tables of their names, of the charts in it.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="values">The values over it; they are not changed.</param>
    /// <param name="merge">Whether nulls are kept.</param>
    public static Table Coalesce(ChartNode chart, IReadOnlyDictionary<string, object?> values, bool merge)
    {
        var result = ValueTables.Copy(values);
        CoalesceInto(result, chart, merge);
        return result;
    }

    /// <summary>Puts what is missing in one table into it from another, which is taken apart for it.</summary>
    public static Table Merge(Table target, Table source)
    {
        CoalesceTables(target, source, merge: true, share: true);
        return target;
    }

    private static void CoalesceInto(Table target, ChartNode chart, bool merge)
    {
        foreach (var (key, value) in chart.Values)
        {
            if (!target.TryGetValue(key, out var given))
            {
                target[key] = ValueTables.CopyValue(value);
            }
            else if (given is null && !merge)
            {
                target.Remove(key);
            }
            else if (given is Table givenTable && value is Table table)
            {
                // A null for a chart below is for that chart to delete.
                var keepsNulls = merge || chart.Children.Exists(child => child.Name == key);
                CoalesceTables(givenTable, table, keepsNulls, share: false);
            }
        }

        foreach (var child in chart.Children)
        {
            CoalesceChild(target, child, merge);
        }
    }

    private static void CoalesceChild(Table target, ChartNode child, bool merge)
    {
        if (!target.TryGetValue(child.Name, out var given))
        {
            given = new Table(StringComparer.Ordinal);
            target[child.Name] = given;
        }

        var table = given as Table
            ?? throw new ChartException($"type mismatch on {child.Name}: {GoMismatch.Describe(given)}");
        CoalesceGlobals(table, target);
        CoalesceInto(table, child, merge);
    }

    private static void CoalesceGlobals(Table target, Table source)
    {
        if (!TryGetGlobals(target, out var targetGlobals) || !TryGetGlobals(source, out var sourceGlobals))
        {
            return;
        }

        foreach (var (key, value) in sourceGlobals)
        {
            var exists = targetGlobals.TryGetValue(key, out var given);
            if (value is Table table)
            {
                if (!exists || given is Table)
                {
                    // The parent's win, so the child's are put under them.
                    var merged = new Table(table, StringComparer.Ordinal);
                    if (given is Table givenTable)
                    {
                        CoalesceTables(merged, givenTable, merge: true, share: true);
                    }

                    targetGlobals[key] = merged;
                }
            }
            else if (given is not Table)
            {
                targetGlobals[key] = value;
            }
        }

        target[ValueTables.Global] = targetGlobals;
    }

    private static bool TryGetGlobals(Table values, out Table globals)
    {
        var exists = values.TryGetValue(ValueTables.Global, out var value);
        globals = value as Table ?? new Table(StringComparer.Ordinal);
        return !exists || value is Table;
    }

    /// <param name="target">The table that wins.</param>
    /// <param name="source">The table that fills gaps.</param>
    /// <param name="merge">Whether nulls are kept.</param>
    /// <param name="share">
    /// Whether the target gets the very tables of the source, nulls are put in them, and later merges change them; helm
    /// does so where it imports values and hands globals down, and it shows. Otherwise they are copied.
    /// </param>
    private static void CoalesceTables(Table target, Table source, bool merge, bool share)
    {
        if (ReferenceEquals(target, source))
        {
            return;
        }

        foreach (var (key, value) in source)
        {
            if (!target.TryGetValue(key, out var given))
            {
                target[key] = share ? value : ValueTables.CopyValue(value);
            }
            else if (given is null)
            {
                // A null over a null stays: there is nothing that it could delete.
                if (!merge && value is not null)
                {
                    target.Remove(key);
                }
            }
            else if (value is Table table && given is Table givenTable)
            {
                CoalesceTables(givenTable, table, merge, share);
            }
        }

        if (share)
        {
            foreach (var (key, _) in target.Where(static entry => entry.Value is null).ToList())
            {
                source[key] = null;
            }
        }
    }
}
