using Gimlet.Protos.Releases;
using Google.Protobuf;

namespace Gimlet.Policy.Tracking;

/// <summary>Snapshots are stored as they are streamed.</summary>
internal static class SnapshotJson
{
    // Fields that a newer version wrote must not keep an older one from serving.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static string Write(RequestStatus status) => JsonFormatter.Default.Format(status);

    public static RequestStatus Read(string json) => Parser.Parse<RequestStatus>(json);
}
