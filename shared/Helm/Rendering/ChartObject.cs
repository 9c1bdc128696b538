using Gimlet.Templating.Values;
using Table = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Rendering;

/// <summary>What templates see of Chart.yaml, <c>.Chart</c>.</summary>
internal static class ChartObject
{
    public static Table Create(ChartNode node)
    {
        var metadata = node.Chart.Metadata;
        return new Table(StringComparer.Ordinal)
        {
            ["Name"] = node.Name,
            ["Home"] = metadata.Home,
            ["Sources"] = Items(metadata.Sources),
            ["Version"] = metadata.Version,
            ["Description"] = metadata.Description,
            ["Keywords"] = Items(metadata.Keywords),
            ["Maintainers"] = metadata.Maintainers.Select(Maintainer).ToList(),
            ["Icon"] = metadata.Icon,
            ["APIVersion"] = metadata.ApiVersion,
            ["Condition"] = metadata.Condition,
            ["Tags"] = metadata.Tags,
            ["AppVersion"] = metadata.AppVersion,
            ["Deprecated"] = metadata.Deprecated,
            ["Annotations"] = new GoTextMap(metadata.Annotations),
            ["KubeVersion"] = metadata.KubeVersion,
            ["Dependencies"] = node.Requirements?.Select(Dependency).ToList() ?? [],
            ["Type"] = metadata.Type,
            ["IsRoot"] = node.IsRoot,
        };
    }

    private static object? Maintainer(ChartMaintainer maintainer) => new Table(StringComparer.Ordinal)
    {
        ["Name"] = maintainer.Name,
        ["Email"] = maintainer.Email,
        ["URL"] = maintainer.Url,
    };

    private static object? Dependency(Requirement requirement) => new Table(StringComparer.Ordinal)
    {
        ["Name"] = requirement.Name,
        ["Version"] = requirement.Declaration.Version,
        ["Repository"] = requirement.Declaration.Repository,
        ["Condition"] = requirement.Declaration.Condition,
        ["Tags"] = Items(requirement.Declaration.Tags),
        ["Enabled"] = requirement.IsEnabled,
        ["ImportValues"] = requirement.Imports.Select(static object? (pair) => new GoTextMap(
            [KeyValuePair.Create("child", pair.Child), KeyValuePair.Create("parent", pair.Parent)])).ToList(),
        ["Alias"] = requirement.Declaration.Alias,
    };

    private static List<object?> Items(IReadOnlyList<string> texts) => [.. texts];
}
