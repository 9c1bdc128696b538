using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gimlet.Helm.Sources;

/// <summary>The part of an OCI image manifest that says where the chart is.</summary>
internal sealed record RegistryManifest
{
    private const string ChartType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    public const string MediaType = "application/vnd.oci.image.manifest.v1+json";

    [JsonPropertyName("layers")]
    public IReadOnlyList<Layer?>? Layers { get; init; }

    public static RegistryManifest Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, SourcesJson.Default.RegistryManifest)
                ?? throw new ChartException("the registry's manifest is empty");
        }
        catch (JsonException e)
        {
            throw new ChartException($"the registry's manifest is no JSON: {e.Message}", e);
        }
    }

    /// <summary>The SHA-256 of the chart's archive, in hexadecimal digits.</summary>
    public string ChartDigest()
    {
        var digest = Layers?.FirstOrDefault(layer => layer?.MediaType == ChartType)?.Digest
            ?? throw new ChartException("the registry holds something else than a chart under this name");
        return digest.StartsWith("sha256:", StringComparison.Ordinal) && digest.Length == 71
            && digest.AsSpan(7).IndexOfAnyExcept("0123456789abcdef") < 0
            ? digest[7..]
            : throw new ChartException($"the registry's manifest has an unknown digest: {ChartText.Show(digest)}");
    }

    internal sealed record Layer(
        [property: JsonPropertyName("mediaType")] string? MediaType,
        [property: JsonPropertyName("digest")] string? Digest);
}
