namespace Gimlet.Helm.Sources;

/// <summary>A chart on this machine: a directory or an archive.</summary>
internal sealed record LocalChart(string Path) : ChartReference
{
    public override bool IsLocal => true;

    public override string ToString() => $"chart {ChartText.Show(Path)[1..^1]}";
}
