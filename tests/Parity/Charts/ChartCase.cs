namespace Gimlet.Parity.Charts;

/// <summary>A chart and the values that it is rendered with.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="ChartPath">A chart's directory or archive.</param>
/// <param name="ValuesPaths">Files of values, the later over the earlier.</param>
/// <param name="KubeVersion">The Kubernetes version that the chart sees; null for helm's default.</param>
internal sealed record ChartCase(
    string Name, string ChartPath, IReadOnlyList<string> ValuesPaths, string? KubeVersion);
