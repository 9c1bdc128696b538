namespace Gimlet.Helm.Sources;

/// <summary>A chart that arrived. It never changes and may be shared between threads.</summary>
public sealed class FetchedChart
{
    internal FetchedChart(string digest, ChartFiles files)
    {
        Digest = digest;
        Files = files;
    }

    /// <summary>Identifies the content: two charts with the same digest are the same.</summary>
    public string Digest { get; }

    /// <summary>The files.</summary>
    public ChartFiles Files { get; }

    internal static long Weigh(ChartFiles files) => files.Sum(file => 100L + file.Path.Length + file.Content.Length);
}
