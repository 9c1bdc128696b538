using System.Text.Json;
using System.Text.Json.Nodes;
using Gimlet.GoYaml;

namespace Gimlet.Cli.Manifests;

/// <summary>A manifest's values in the types that charts know.</summary>
internal static class HelmValues
{
    public static Dictionary<string, object?> Of(JsonObject? values) => values is null
        ? []
        : values.ToDictionary(entry => entry.Key, entry => Convert(entry.Value), StringComparer.Ordinal);

    private static object? Convert(JsonNode? node) => node switch
    {
        null => null,
        JsonObject mapping => Of(mapping),
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
