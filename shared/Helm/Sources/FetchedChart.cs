namespace Gimlet.Helm.Sources;

/// <summary>A chart that arrived. It never changes and may be shared between threads.</summary>
public sealed class FetchedChart
{
    private readonly Lazy<Chart> _chart;

    internal FetchedChart(string digest, ChartFiles files)
    {
        Digest = digest;
        Files = files;
        _chart = new Lazy<Chart>(() => Chart.Load(files));
    }

    /// <summary>Identifies the content: two charts with the same digest are the same.</summary>
    public string Digest { get; }

    /// <summary>The files.</summary>
    public ChartFiles Files { get; }

    /// <summary>The chart, parsed on first use and once.</summary>
    /// <exception cref="ChartException">The files are no chart that can be used.</exception>
    public Chart Chart => _chart.Value;

    internal static long Weigh(ChartFiles files) => files.Sum(file => 100L + file.Path.Length + file.Content.Length);
}
