using System.Buffers;
using System.Text.Json;
using Gimlet.Gateway.Releases;
using Gimlet.Gateway.Requests;
using Gimlet.Protos.Gitops;

namespace Gimlet.Gateway.Environments;

/// <summary>Writes releases as members of a JSON object, one after the other in the same memory.</summary>
internal sealed class AppStatusWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public AppStatusWriter() => _json = new Utf8JsonWriter(
        _buffer, new JsonWriterOptions { Encoder = GatewayJson.Options.Encoder, SkipValidation = true });

    public AppStatus Write(Release release)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WritePropertyName(release.App);
        JsonSerializer.Serialize(_json, ReleaseJson.From(release), GatewayJson.Options);
        _json.WriteEndObject();
        _json.Flush();
        return new AppStatus(release.App, _buffer.WrittenSpan[1..^1].ToArray());
    }

    public void Dispose() => _json.Dispose();
}
