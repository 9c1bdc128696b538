using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gimlet.Contracts;
using Gimlet.Contracts.Artifacts;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// What <c>release.json</c> says: a release as REST shows it, without what only the repository knows.
/// </summary>
internal sealed record ReleaseFile
{
    public const string FileName = "release.json";

    // What is deployed must read the same in every diff: no escapes, one field per line.
    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string App { get; init; } = "";

    public string Env { get; init; } = "";

    public string ArtifactId { get; init; } = "";

    public string TriggeredBy { get; init; } = "";

    public ArtifactVersion Version { get; init; } = new();

    /// <summary>Unix seconds.</summary>
    public long Created { get; init; }

    /// <summary>Reads what this class wrote, or what the original Gimlet did; null when it is neither.</summary>
    public static ReleaseFile? TryParse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ReleaseFile>(json, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString()
    {
        var json = JsonSerializer.SerializeToNode(this, ContractJson.Options)!.AsObject();
        RemoveEmpty(json["version"]!.AsObject());
        RemoveEmpty(json);
        return json.ToJsonString(Pretty) + "\n";
    }

    private static void RemoveEmpty(JsonObject json)
    {
        var empty = json.Where(field => field.Value is JsonObject { Count: 0 }
            || (field.Value is JsonValue value
                && ((value.TryGetValue<string>(out var text) && text.Length == 0)
                    || (value.TryGetValue<long>(out var number) && number == 0))));
        foreach (var (name, _) in empty.ToList())
        {
            json.Remove(name);
        }
    }
}
