using Gimlet.GoYaml;
using Gimlet.Helm.Charts;

namespace Gimlet.Helm.Rendering;

/// <summary>What helm reads of a document: its kind, by which it is sorted, and whether it is a hook.</summary>
/// <param name="Kind">The kind; empty where there is none.</param>
/// <param name="IsHook">Whether it has the annotation of hooks, with whatever value.</param>
internal sealed record ManifestHead(string Kind, bool IsHook)
{
    private const string MetadataType =
        """struct { Name string "json:\"name\""; Annotations map[string]string "json:\"annotations\"" }""";

    private const string HookAnnotation = "helm.sh/hook";

    /// <summary>Reads a document as a whole: one that is no YAML is an error.</summary>
    /// <param name="path">Where the document is from.</param>
    /// <param name="yaml">The document.</param>
    public static ManifestHead Read(string path, string yaml)
    {
        try
        {
            var fields = GoStruct.Of(ReadYaml(yaml), "util", "SimpleHead");
            _ = fields.Text("apiVersion");
            var kind = fields.Text("kind");
            var metadata = fields.Struct("metadata", MetadataType);
            var annotations = metadata.TextMap("annotations");
            _ = metadata.Text("name");
            return new ManifestHead(kind, annotations.ContainsKey(HookAnnotation));
        }
        catch (YamlException exception)
        {
            throw new ChartException($"YAML parse error on {path}: {exception.Message}", exception);
        }
    }

    private static object? ReadYaml(string yaml)
    {
        try
        {
            return YamlReader.Read(yaml);
        }
        catch (YamlException exception)
        {
            throw new YamlException($"error converting YAML to JSON: {exception.Message}");
        }
    }
}
