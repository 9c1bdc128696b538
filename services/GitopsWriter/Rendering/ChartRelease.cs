using System.Text.Json.Nodes;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>A chart and all that its templates may depend on.</summary>
/// <param name="Name">Helm's release name: the app.</param>
/// <param name="Namespace">Null leaves it to the chart.</param>
/// <param name="Chart">Where the chart comes from.</param>
/// <param name="Values">Values that override the chart's own.</param>
internal sealed record ChartRelease(string Name, string? Namespace, Chart Chart, JsonObject Values);
