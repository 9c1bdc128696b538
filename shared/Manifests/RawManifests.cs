using Gimlet.Manifests.Reading;

namespace Gimlet.Manifests;

/// <summary>Reads the YAML of Kubernetes objects, as in a manifest's <c>manifests</c> once it is resolved.</summary>
public static class RawManifests
{
    /// <summary>Reads every document that is not empty.</summary>
    /// <param name="yaml">YAML documents, each a mapping with <c>apiVersion</c> and <c>kind</c>.</param>
    /// <exception cref="ManifestException">Names the document and the line that is wrong.</exception>
    public static IReadOnlyList<RawManifest> Parse(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return [.. YamlComposer.Compose(yaml).Select((document, index) => Read(document, index + 1))];
    }

    private static RawManifest Read(DocumentNode document, int number)
    {
        var line = document.Position?.Line ?? 1;
        if (document is not MappingNode mapping)
        {
            throw new ManifestException(
                $"document {number} (line {line}) must be a Kubernetes object, not {document.Description}");
        }

        return new RawManifest(
            number,
            line,
            Text(mapping, "apiVersion", number),
            Text(mapping, "kind", number),
            mapping.ToJson(FieldPath.Top));
    }

    private static string Text(MappingNode document, string field, int number)
    {
        var entry = document.Entries.FirstOrDefault(entry => entry.Key == field);
        if (entry is { Value: ScalarNode { Kind: ScalarKind.Text, IsBareTag: false, Value.Length: > 0 } text })
        {
            return text.Value;
        }

        var line = (entry?.Value ?? document).Position?.Line;
        var problem = entry is null or { Value: ScalarNode { Kind: ScalarKind.Text, Value.Length: 0 } }
            ? "is missing or empty"
            : $"must be text, not {entry.Value.Description}";
        throw new ManifestException($"document {number} (line {line}): {field} {problem}");
    }
}
