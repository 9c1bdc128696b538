using Gimlet.Helm;
using Gimlet.Manifests;
using Gimlet.Rendering;

namespace Gimlet.Cli.Manifests;

/// <summary>Renders manifests with charts of this machine or from anywhere.</summary>
internal sealed class ManifestRenderer(LocalCharts charts)
{
    /// <param name="manifest">With its variables resolved.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ChartException">The chart cannot be fetched or rendered.</exception>
    /// <exception cref="ManifestException">The rest of the manifest cannot be rendered.</exception>
    public async Task<string> RenderAsync(Manifest manifest, CancellationToken cancellationToken) =>
        ManifestYaml.Combine(
            manifest,
            manifest.Chart is null ? null : await RenderChartAsync(manifest, cancellationToken),
            cancellationToken);

    private async Task<string> RenderChartAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var chart = await charts.FetchAsync(manifest.Chart!, cancellationToken);
        return chart.Render(ManifestChart.RequestOf(manifest), cancellationToken).ToYaml();
    }
}
