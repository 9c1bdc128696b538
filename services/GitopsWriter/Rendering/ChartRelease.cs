using System.Text.Json.Nodes;
using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Gimlet.Manifests;
using Chart = Gimlet.Manifests.Chart;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>A chart and all that its templates may depend on.</summary>
/// <param name="Name">Helm's release name: the app.</param>
/// <param name="Namespace">Where its objects go by default.</param>
/// <param name="Chart">Where the chart comes from.</param>
/// <param name="Values">Values that override the chart's own.</param>
internal sealed record ChartRelease(string Name, string Namespace, Chart Chart, JsonObject Values)
{
    /// <exception cref="ChartException">The manifest names no chart that there can be.</exception>
    public ChartReference Reference => ChartReference.Parse(Chart.Name, Chart.Repository, Chart.Version);
}
