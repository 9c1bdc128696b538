using System.Text.Json;
using System.Text.Json.Nodes;
using Gimlet.GoYaml;
using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Gimlet.Manifests;

namespace Gimlet.Rendering;

/// <summary>The chart of a manifest, in the terms of <c>Gimlet.Helm</c>.</summary>
public static class ManifestChart
{
    private const string DefaultNamespace = "default";

    /// <summary>Where a chart comes from.</summary>
    /// <exception cref="ChartException">There can be no such chart; the message names it and says why.</exception>
    public static ChartReference ReferenceOf(Manifests.Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return ChartReference.Parse(chart.Name, chart.Repository, chart.Version);
    }

    /// <summary>The namespace that charts are rendered for; helm's default where the manifest has none.</summary>
    public static string NamespaceOf(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return string.IsNullOrEmpty(manifest.Namespace) ? DefaultNamespace : manifest.Namespace;
    }

    /// <summary>What the chart is rendered with, as <c>helm template APP CHART -n NAMESPACE</c> would be.</summary>
    public static RenderRequest RequestOf(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return new RenderRequest
        {
            ReleaseName = manifest.App,
            Namespace = NamespaceOf(manifest),
            Values = ValuesOf(manifest),
        };
    }

    /// <summary>The manifest's values in the types that charts know.</summary>
    public static IReadOnlyDictionary<string, object?> ValuesOf(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Values is null ? new Dictionary<string, object?>() : Convert(manifest.Values);
    }

    private static Dictionary<string, object?> Convert(JsonObject values) =>
        values.ToDictionary(entry => entry.Key, entry => Convert(entry.Value), StringComparer.Ordinal);

    private static object? Convert(JsonNode? node) => node switch
    {
        null => null,
        JsonObject mapping => Convert(mapping),
        JsonArray list => list.Select(Convert).ToList(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,

            // As a values file has it, so that its type is the one that helm gives it.
            _ => YamlReader.ReadMap($"value: {node.ToJsonString()}")["value"],
        },
    };
}
