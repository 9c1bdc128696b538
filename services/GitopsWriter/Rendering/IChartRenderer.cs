using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Renders charts, wherever they come from.</summary>
internal interface IChartRenderer
{
    /// <summary>
    /// Returns what <c>helm template --no-hooks</c> prints for the chart of a manifest: documents in install
    /// order, each under a <c># Source: chart/templates/file.yaml</c> comment. Throws <see cref="RenderException"/>
    /// when it cannot.
    /// </summary>
    Task<string> RenderAsync(Manifest manifest, CancellationToken cancellationToken);
}
