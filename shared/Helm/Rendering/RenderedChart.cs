using System.Text;

namespace Gimlet.Helm;

/// <summary>A document that a chart rendered to.</summary>
/// <param name="TemplatePath">Where it comes from: <c>CHART/templates/service.yaml</c>.</param>
/// <param name="Content">The YAML, without separator and without the <c># Source:</c> comment.</param>
public sealed record RenderedDocument(string TemplatePath, string Content);

/// <summary>The output of a chart: its documents in the order in which helm writes them.</summary>
/// <param name="Documents">The documents.</param>
public sealed record RenderedChart(IReadOnlyList<RenderedDocument> Documents)
{
    /// <summary>One YAML stream, byte for byte what <c>helm template --no-hooks</c> prints.</summary>
    public string ToYaml()
    {
        var yaml = new StringBuilder();
        foreach (var (path, content) in Documents)
        {
            yaml.Append("---\n# Source: ").Append(path).Append('\n').Append(content).Append('\n');
        }

        return yaml.ToString().Trim() + "\n";
    }
}
