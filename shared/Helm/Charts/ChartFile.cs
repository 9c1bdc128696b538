namespace Gimlet.Helm;

/// <summary>One file of a chart.</summary>
/// <param name="Path">The path within the chart directory, with <c>/</c>: <c>templates/service.yaml</c>.</param>
/// <param name="Content">The bytes; they must not change.</param>
public sealed record ChartFile(string Path, ReadOnlyMemory<byte> Content);
