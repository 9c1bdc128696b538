using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Renders charts within this process.</summary>
internal sealed class BuiltInRenderer(ChartSources sources, IOptions<RenderingOptions> options, TimeProvider clock)
    : IChartRenderer
{
    private readonly RenderingOptions _options = options.Value;

    public async Task<string> RenderAsync(ChartRelease release, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var chart = await FetchAsync(release, stop.Token);
            var output = chart.Render(ToRequest(release), stop.Token).ToYaml();
            return output.Length <= _options.OutputLimit
                ? output
                : throw Refuse(release, $"renders to more than {_options.OutputLimit} bytes");
        }
        catch (ChartException e)
        {
            throw new RenderException(e.Message, e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refuse(
                release, $"took longer than {_options.Timeout.TotalSeconds:0.###} s and was stopped (RENDER_TIMEOUT)");
        }
    }

    private async Task<Helm.Chart> FetchAsync(ChartRelease release, CancellationToken cancellationToken)
    {
        var chart = release.Chart;
        var reference = ChartReference.Parse(chart.Name, chart.Repository, chart.Version);
        if (_options.ChartsPath.Length == 0 && reference.IsLocal)
        {
            throw ChartLocation.RefuseLocal(chart);
        }

        return (await sources.FetchAsync(reference, cancellationToken)).Chart;
    }

    private RenderRequest ToRequest(ChartRelease release) => new()
    {
        ReleaseName = release.Name,
        Namespace = string.IsNullOrEmpty(release.Namespace) ? "default" : release.Namespace,
        Values = Helm.ChartValues.Read(ChartValues.ToYaml(release.Values)),
        Limits = new RenderLimits { Time = _options.Timeout },
    };

    private static RenderException Refuse(ChartRelease release, string problem) => new(
        $"{ChartReference.Parse(release.Chart.Name, release.Chart.Repository, release.Chart.Version)}: {problem}");
}
