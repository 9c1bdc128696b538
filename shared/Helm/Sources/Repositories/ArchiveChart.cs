namespace Gimlet.Helm.Sources;

/// <summary>A packed chart at an address.</summary>
internal sealed record ArchiveChart(Uri Address) : ChartReference
{
    public static ArchiveChart From(string name)
    {
        var address = ParseHttp(name, "the chart");
        return address.AbsolutePath.EndsWith(".tgz", StringComparison.Ordinal)
            || address.AbsolutePath.EndsWith(".tar.gz", StringComparison.Ordinal)
            ? new ArchiveChart(address)
            : throw new ChartException(
                $"{Redact(name)} is neither the address of a .tgz or .git, nor an oci:// reference");
    }

    public override string ToString() => $"chart {ChartHttp.Show(Address)}";
}
