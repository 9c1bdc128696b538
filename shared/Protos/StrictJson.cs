using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gimlet.Protos;

/// <summary>Reads JSON whose every name and text can be used later: nodes are lazy and would throw only then.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Returns null and what is wrong when the text is no usable JSON object.</summary>
    public static JsonObject? ReadObject(string json, out string problem)
    {
        problem = "must be a JSON object";
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            ReadTexts(document.RootElement);
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException e)
        {
            problem = $"is not JSON: {e.Message}";
            return null;
        }
        catch (InvalidOperationException)
        {
            problem = "holds half of a surrogate pair, which is no character";
            return null;
        }
    }

    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    ReadTexts(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadTexts(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            default:
                break;
        }
    }
}
