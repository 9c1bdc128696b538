namespace Gimlet.Helm.Charts;

/// <summary>The files of a chart by what they are to it.</summary>
internal sealed class ChartParts
{
    public ChartFile? Metadata { get; private set; }

    public ChartFile? Requirements { get; private set; }

    public ChartFile? Values { get; private set; }

    public ChartFile? Schema { get; private set; }

    public List<ChartFile> Templates { get; } = [];

    /// <summary>What is none of the others, which templates can read.</summary>
    public List<ChartFile> Files { get; } = [];

    /// <summary>The files in <c>charts/</c> by the name that comes next in their paths.</summary>
    public SortedDictionary<string, List<ChartFile>> Charts { get; } = new(StringComparer.Ordinal);

    public void Add(ChartFile file)
    {
        switch (file.Path)
        {
            case "Chart.yaml":
                Metadata = file;
                break;
            case "Chart.lock":
                break;
            case "values.yaml":
                Values = file;
                break;
            case "values.schema.json":
                Schema = file;
                break;
            case "requirements.yaml":
                Requirements = file;
                Files.Add(file);
                break;
            case var path when path.StartsWith("templates/", StringComparison.Ordinal):
                Templates.Add(file);
                break;
            case var path when IsInCharts(path):
                AddToCharts(file);
                break;
            default:
                Files.Add(file);
                break;
        }
    }

    private static bool IsInCharts(string path) => path.StartsWith("charts/", StringComparison.Ordinal)
        && !path.EndsWith(".prov", StringComparison.Ordinal);

    private void AddToCharts(ChartFile file)
    {
        var name = file.Path.Split('/')[1];
        if (!Charts.TryGetValue(name, out var files))
        {
            files = [];
            Charts.Add(name, files);
        }

        files.Add(file);
    }
}
