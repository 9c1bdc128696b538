using System.Text.Json;
using Gimlet.Manifests.Reading;

namespace Gimlet.Manifests;

/// <summary>Reads manifests: an unknown, missing, doubled or mistyped field is an error that names it.</summary>
/// <remarks>
/// YAML scalars in <c>values</c> have the types that Helm gives them. Text fields take text alone, so <c>app: 123</c>
/// needs quotes, with two exceptions: <c>chart.version: 1.10</c> keeps its text, and an unquoted negated pattern
/// (<c>branch: !main</c>, a tag for YAML) means what it says. A template needs no quotes, although YAML would read
/// <c>replicas: {{ .N }}</c> as a mapping; it is text.
/// </remarks>
public static class ManifestReader
{
    /// <summary>Reads the one document of a <c>.gimlet/*.yaml</c> file.</summary>
    /// <exception cref="ManifestException">Names the field, the line and the column.</exception>
    public static Manifest ReadYaml(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Compose(text) switch
        {
            [] => throw new ManifestException("the manifest is empty"),
            [var document] => ManifestDecoder.Decode(document),
            [_, var second, ..] => throw FieldPath.Top.Error(
                "a manifest is one YAML document, and here begins another",
                second.Position),
        };
    }

    // What YAML can read is left alone.
    internal static IReadOnlyList<DocumentNode> Compose(string text)
    {
        try
        {
            return YamlComposer.Compose(text);
        }
        catch (ManifestException) when (TemplateQuoting.Apply(text) is var quoted && quoted != text)
        {
            return YamlComposer.Compose(quoted);
        }
    }

    /// <summary>Reads a manifest from JSON text, as an artifact carries it.</summary>
    /// <exception cref="ManifestException">Names the field.</exception>
    public static Manifest ReadJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > ReadLimits.TextLength)
        {
            throw new ManifestException($"the manifest is longer than {ReadLimits.TextLength} characters");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return ReadJson(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ManifestException($"the manifest is not JSON: {e.Message}", e);
        }
    }

    /// <summary>Reads a manifest from JSON that was parsed already; the result keeps no reference to it.</summary>
    /// <exception cref="ManifestException">Names the field.</exception>
    public static Manifest ReadJson(JsonElement element)
    {
        return ManifestDecoder.Decode(JsonComposer.Compose(element));
    }
}
