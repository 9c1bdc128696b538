using Gimlet.Helm.Values;
using Gimlet.Templating.Versions;
using Table = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Rendering;

/// <summary>
/// Decides which dependencies of a chart are rendered and under which names: by version, alias, tags and conditions.
/// </summary>
internal static class DependencySelection
{
    /// <param name="chart">The chart; its dependencies are changed.</param>
    /// <param name="values">The values that decide.</param>
    /// <param name="path">Where the values of the chart are in them: empty, or <c>a.b.</c>.</param>
    public static void Select(ChartNode chart, IReadOnlyDictionary<string, object?> values, string path = "")
    {
        if (chart.Requirements is not { } requirements)
        {
            return;
        }

        chart.Children = [.. Undeclared(chart, requirements), .. Declared(chart, requirements)];
        var coalesced = Coalescing.Coalesce(chart, values, merge: false);
        foreach (var requirement in requirements)
        {
            DecideByTags(requirement, coalesced);
            DecideByCondition(requirement, coalesced, path);
        }

        var disabled = requirements.Where(static each => !each.IsEnabled).Select(static each => each.Name).ToHashSet();
        chart.Children.RemoveAll(child => disabled.Contains(child.Name));
        requirements.RemoveAll(requirement => disabled.Contains(requirement.Name));
        foreach (var child in chart.Children)
        {
            Select(child, coalesced, $"{path}{child.Name}.");
        }

        if (requirements.Count == 0)
        {
            chart.Requirements = null;
        }
    }

    private static IEnumerable<ChartNode> Undeclared(ChartNode chart, List<Requirement> requirements) =>
        chart.Children.Where(child => !requirements.Exists(requirement => IsMeant(requirement, child.Chart)));

    private static IEnumerable<ChartNode> Declared(ChartNode chart, List<Requirement> requirements)
    {
        foreach (var requirement in requirements)
        {
            if (chart.Children.Find(child => IsMeant(requirement, child.Chart)) is { } child)
            {
                yield return new ChartNode(child.Chart, requirement.Name, chart);
            }
        }
    }

    private static bool IsMeant(Requirement requirement, Chart chart) =>
        chart.Name == requirement.Declaration.Name
        && VersionRange.Contains(requirement.Declaration.Version, chart.Metadata.Version);

    private static void DecideByTags(Requirement requirement, Table values)
    {
        if (ValueTables.Find(values, "tags") is not { } tags)
        {
            return;
        }

        var decisions = requirement.Declaration.Tags
            .Select(tag => tags.GetValueOrDefault(tag))
            .OfType<bool>()
            .ToList();
        requirement.IsEnabled = decisions.Count == 0 || decisions.Contains(true);
    }

    // The first path that leads to a boolean decides.
    private static void DecideByCondition(Requirement requirement, Table values, string path)
    {
        foreach (var condition in requirement.Declaration.Condition.Trim().Split(','))
        {
            if (condition.Length > 0
                && ValueTables.TryFindValue(values, path + condition, out var value)
                && value is bool decision)
            {
                requirement.IsEnabled = decision;
                return;
            }
        }
    }
}
