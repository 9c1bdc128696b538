namespace Gimlet.Parity.Charts;

/// <summary>Finds cases in a folder, as deep as they are.</summary>
internal static class ChartCaseFinder
{
    private const string Metadata = "Chart.yaml";

    /// <summary>
    /// A folder with <c>chart/</c> or <c>chart.tgz</c> is one case: with every <c>values*.yaml</c> beside it, in the
    /// order of their names, and the Kubernetes version in <c>kube-version</c>. A folder with <c>Chart.yaml</c> is a
    /// case with the chart's own values, and one more for each <c>ci/*.yaml</c>.
    /// </summary>
    public static IEnumerable<ChartCase> Find(string folder) =>
        FindIn(Path.GetFullPath(folder), Path.GetFullPath(folder)).OrderBy(found => found.Name, StringComparer.Ordinal);

    private static IEnumerable<ChartCase> FindIn(string folder, string root)
    {
        var name = Path.GetRelativePath(root, folder);
        if (File.Exists(Path.Combine(folder, Metadata)))
        {
            return OfChart(name, folder);
        }

        var chart = new[] { "chart", "chart.tgz" }
            .Select(entry => Path.Combine(folder, entry))
            .FirstOrDefault(path => File.Exists(path) || File.Exists(Path.Combine(path, Metadata)));
        return chart is null
            ? Directory.GetDirectories(folder).SelectMany(inner => FindIn(inner, root))
            : [new ChartCase(name, chart, Sorted(folder, "values*.yaml"), ReadKubeVersion(folder))];
    }

    private static IEnumerable<ChartCase> OfChart(string name, string chart)
    {
        var ci = Path.Combine(chart, "ci");
        var files = Directory.Exists(ci) ? Sorted(ci, "*.yaml") : [];
        return files
            .Select(file => new ChartCase($"{name} ({Path.GetFileName(file)})", chart, [file], KubeVersion: null))
            .Prepend(new ChartCase(name, chart, [], KubeVersion: null));
    }

    private static string[] Sorted(string folder, string pattern) =>
        [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)];

    private static string? ReadKubeVersion(string folder)
    {
        var path = Path.Combine(folder, "kube-version");
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }
}
