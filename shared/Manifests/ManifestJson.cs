using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gimlet.Manifests;

/// <summary>Writes manifests as the JSON that <see cref="ManifestReader"/> reads.</summary>
public static class ManifestJson
{
    private static readonly ManifestJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes a manifest on one line, in camelCase; numbers keep their digits.</summary>
    public static string Write(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return JsonSerializer.Serialize(manifest, Context.Manifest);
    }
}

/// <summary>Generated, because the command line is a native program and those have no reflection.</summary>
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
