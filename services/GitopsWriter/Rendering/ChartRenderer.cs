using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Gimlet.Manifests;
using Gimlet.Rendering;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>
/// Fetches charts and renders them, within the bounds that the operator set. Whatever renders, fetching is ours:
/// manifests come from CI, and must not make this machine read what they please.
/// </summary>
internal sealed class ChartRenderer(
    ChartSources sources, IChartEngine engine, IOptions<RenderingOptions> options, TimeProvider clock)
    : IChartRenderer
{
    private readonly RenderingOptions _options = options.Value;

    public async Task<string> RenderAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var chart = await FetchAsync(ManifestChart.ReferenceOf(manifest.Chart!), stop.Token);
            var output = await engine.RenderAsync(chart, manifest, stop.Token);
            return output.Length <= _options.OutputLimit ? output : throw new OutputLimitException();
        }
        catch (ChartException e)
        {
            throw new RenderException(e.Message, e);
        }
        catch (OutputLimitException)
        {
            throw Refuse(manifest, $"renders to more than {_options.OutputLimit} bytes");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refuse(
                manifest,
                $"took longer than {_options.Timeout.TotalSeconds:0.###} s and was stopped (RENDER_TIMEOUT)");
        }
    }

    private static RenderException Refuse(Manifest manifest, string problem) =>
        new($"{ManifestChart.ReferenceOf(manifest.Chart!)}: {problem}");

    private Task<FetchedChart> FetchAsync(ChartReference chart, CancellationToken cancellationToken) =>
        chart.IsLocal && _options.ChartsPath.Length == 0
            ? throw new RenderException(
                $"{chart}: it is a local path and CHARTS_PATH opens no folder; use chart.repository, the address " +
                "of a .tgz archive, an oci:// reference or a git address")
            : sources.FetchAsync(chart, cancellationToken);
}
