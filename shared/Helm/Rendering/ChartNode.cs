using Gimlet.Helm.Values;
using Table = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Rendering;

/// <summary>
/// A chart in its place among others: under the name that its parent gives it, with the dependencies that are enabled,
/// and with the values that it imports from them.
/// </summary>
internal sealed class ChartNode
{
    public ChartNode(Chart chart, string name, ChartNode? parent)
    {
        Chart = chart;
        Name = name;
        Path = parent is null ? name : $"{parent.Path}/charts/{name}";
        IsRoot = parent is null;
        Values = chart.Values;
        Requirements = chart.Metadata.Dependencies?.Select(static each => new Requirement(each)).ToList();
        Children = [.. chart.Dependencies.Select(each => new ChartNode(each, each.Name, this))];
    }

    public Chart Chart { get; }

    public string Name { get; }

    /// <summary>The path that its templates have in front: <c>root/charts/name</c>.</summary>
    public string Path { get; }

    public bool IsRoot { get; }

    /// <summary>The default values; not to be changed.</summary>
    public Table Values { get; private set; }

    /// <summary>What the chart declares to depend on; null where it does not, which is less than nothing.</summary>
    public List<Requirement>? Requirements { get; set; }

    public List<ChartNode> Children { get; set; }

    /// <summary>This chart and all below it, parents first.</summary>
    public IEnumerable<ChartNode> All => Children.SelectMany(static child => child.All).Prepend(this);

    /// <summary>Takes values from charts below, as their <c>import-values</c> ask; the chart's own win.</summary>
    public void ImportValues()
    {
        foreach (var child in Children)
        {
            child.ImportValues();
        }

        if (Requirements is null)
        {
            return;
        }

        var values = Coalescing.Coalesce(this, new Table(), merge: true);
        var imported = new Table(StringComparer.Ordinal);
        foreach (var requirement in Requirements)
        {
            foreach (var (child, parent) in requirement.Imports)
            {
                if (ValueTables.Find(values, $"{requirement.Name}.{child}") is { } table)
                {
                    imported = Coalescing.Merge(imported, AtPath(parent, table));
                }
            }
        }

        Values = Coalescing.Merge(ValueTables.Copy(values), imported);
    }

    private static Table AtPath(string path, Table table) => path == "."
        ? table
        : path.Split('.').Reverse().Aggregate(
            table, static (inner, key) => new(StringComparer.Ordinal) { [key] = inner });
}
