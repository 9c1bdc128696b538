using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gimlet.Manifests;

/// <summary>Writes manifests as the JSON that <see cref="ManifestReader"/> reads.</summary>
public static class ManifestJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a manifest on one line, in camelCase; numbers keep their digits.</summary>
    public static string Write(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return JsonSerializer.Serialize(manifest, Options);
    }
}
