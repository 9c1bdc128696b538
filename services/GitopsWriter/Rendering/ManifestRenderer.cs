using Gimlet.Manifests;
using Gimlet.Rendering;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>
/// Lays a manifest out as files: one per chart template, or all in one when raw manifests or patches take part.
/// </summary>
internal sealed class ManifestRenderer(IChartRenderer charts) : IManifestRenderer
{
    private const string SingleFile = "manifests.yaml";

    public async Task<IReadOnlyList<RenderedFile>> RenderAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var chart = manifest.Chart is null ? null : await RenderChartAsync(manifest, cancellationToken);
        if (ManifestYaml.IsChartAlone(manifest))
        {
            return ChartOutput.ToFiles(chart!);
        }

        var chartYaml = chart is null ? null : string.Concat(chart.Select(template => template.Text));
        try
        {
            return [new RenderedFile(SingleFile, ManifestYaml.Combine(manifest, chartYaml, cancellationToken))];
        }
        catch (ManifestException e)
        {
            throw new RenderException(e.Message, e);
        }
    }

    private async Task<IReadOnlyList<ChartOutput.Document>> RenderChartAsync(
        Manifest manifest, CancellationToken cancellationToken)
    {
        var templates = ChartOutput.Split(await charts.RenderAsync(manifest, cancellationToken));
        return templates.Count > 0
            ? templates
            : throw new RenderException($"chart {manifest.Chart!.Name} renders no object with these values");
    }
}
