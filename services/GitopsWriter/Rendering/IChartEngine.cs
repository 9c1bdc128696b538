using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Renders charts that are here already: within this process, or by a helm process.</summary>
internal interface IChartEngine
{
    /// <summary>
    /// Returns what <c>helm template --no-hooks</c> prints for the chart of a manifest; throws
    /// <see cref="ChartException"/> or <see cref="RenderException"/> when it cannot.
    /// </summary>
    Task<string> RenderAsync(FetchedChart chart, Manifest manifest, CancellationToken cancellationToken);
}
