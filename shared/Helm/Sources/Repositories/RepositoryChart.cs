using System.Text.RegularExpressions;

namespace Gimlet.Helm.Sources;

/// <summary>A chart of an HTTP(S) repository.</summary>
internal sealed partial record RepositoryChart(Uri Repository, string Name, string? Version) : ChartReference
{
    public static RepositoryChart From(string name, string repository, string? version) =>
        ChartName().IsMatch(name)
        ? new RepositoryChart(ParseHttp(repository, "the chart's repository"), name, version)
        : throw new ChartException($"{ChartText.Show(name)} cannot be the name of a chart in {Redact(repository)}");

    public override string ToString() =>
        $"chart {Name}{(Version is null ? "" : $" {Version}")} from {ChartHttp.Show(Repository)}";

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex ChartName();
}
