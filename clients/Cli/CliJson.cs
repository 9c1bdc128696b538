using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Releases;
using Gimlet.Cli.Server;
using Gimlet.Cli.Tracking;

namespace Gimlet.Cli;

/// <summary>How this program reads and writes JSON; generated, because a native program has no reflection.</summary>
/// <remarks>What is read has setters: a generated reader makes init properties that are absent null.</remarks>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ArtifactSummary[]))]
[JsonSerializable(typeof(MakeRelease.Input))]
[JsonSerializable(typeof(RefusedException.Problem))]
[JsonSerializable(typeof(Release[]))]
[JsonSerializable(typeof(Dictionary<string, Release?>))]
[JsonSerializable(typeof(ReleaseStatus))]
[JsonSerializable(typeof(RequestId))]
internal sealed partial class CliJson : JsonSerializerContext
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Text as people read it: two spaces, nothing escaped without need, a line break at the end.</summary>
    public static byte[] Write(JsonNode node) => Write(node.WriteTo);

    public static byte[] Write(JsonElement element) => Write((writer, _) => element.WriteTo(writer));

    private static byte[] Write(Action<Utf8JsonWriter, JsonSerializerOptions?> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Indented))
        {
            write(writer, null);
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }
}
