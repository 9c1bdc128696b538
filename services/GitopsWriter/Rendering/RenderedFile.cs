namespace Gimlet.GitopsWriter.Rendering;

/// <summary>One file of an app's directory.</summary>
/// <param name="Name">Base name, for example <c>deployment.yaml</c>; <c>manifests.yaml</c> for raw manifests.</param>
/// <param name="Content">The YAML documents.</param>
internal sealed record RenderedFile(string Name, string Content);
