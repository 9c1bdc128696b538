using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Gimlet.Manifests;
using Gimlet.Rendering;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Renders charts within this process.</summary>
internal sealed class BuiltInEngine(IOptions<RenderingOptions> options) : IChartEngine
{
    private readonly RenderLimits _limits = new() { Time = options.Value.Timeout };

    public Task<string> RenderAsync(FetchedChart chart, Manifest manifest, CancellationToken cancellationToken)
    {
        var request = ManifestChart.RequestOf(manifest) with { Limits = _limits };
        return Task.FromResult(chart.Chart.Render(request, cancellationToken).ToYaml());
    }
}
