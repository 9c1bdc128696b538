namespace Gimlet.Helm.Rendering;

/// <summary>What a template wrote.</summary>
/// <param name="Path">The template's name, <c>CHART/templates/service.yaml</c>.</param>
/// <param name="Text">The text, of any number of YAML documents.</param>
internal sealed record RenderedFile(string Path, string Text);
