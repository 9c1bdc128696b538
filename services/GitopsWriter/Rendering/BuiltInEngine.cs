using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Renders charts within this process.</summary>
internal sealed class BuiltInEngine(IOptions<RenderingOptions> options) : IChartEngine
{
    private readonly RenderLimits _limits = new() { Time = options.Value.Timeout };

    public Task<string> RenderAsync(FetchedChart chart, ChartRelease release, CancellationToken cancellationToken)
    {
        var request = new RenderRequest
        {
            ReleaseName = release.Name,
            Namespace = release.Namespace,
            Values = Helm.ChartValues.Read(ChartValues.ToYaml(release.Values)),
            Limits = _limits,
        };
        return Task.FromResult(chart.Chart.Render(request, cancellationToken).ToYaml());
    }
}
