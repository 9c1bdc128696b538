namespace Gimlet.Helm.Tests.Rendering;

/// <summary>YAML or an error.</summary>
internal sealed record GoldenResult(string? Yaml, string? Error);
