using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Gimlet.Manifests;

/// <summary>What one app is in one environment: the content of a <c>.gimlet/*.yaml</c> file.</summary>
/// <remarks>
/// As read, strings may hold Go templates; <c>ManifestVariables</c> resolves them. Serialises to the JSON of
/// the REST contract; read it with <c>ManifestReader</c>, which is strict and names the field that is wrong.
/// </remarks>
public sealed record Manifest
{
    /// <summary>Name of the app, a DNS label once resolved. Becomes a directory of the gitops repository.</summary>
    public required string App { get; init; }

    /// <summary>Name of the environment, a DNS label once resolved.</summary>
    public required string Env { get; init; }

    /// <summary>Kubernetes namespace that charts are rendered for; empty leaves it to the chart.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Namespace { get; init; }

    /// <summary>When to release on its own; null is never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeployPolicy? Deploy { get; init; }

    /// <summary>What to delete when a branch goes; its templates know <c>BRANCH</c> alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CleanupPolicy? Cleanup { get; init; }

    /// <summary>The Helm chart to render, if any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Chart? Chart { get; init; }

    /// <summary>Values for the chart; numbers keep the digits that they were written with.</summary>
    [JsonConverter(typeof(JsonObjectConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Values { get; init; }

    /// <summary>YAML documents that are merged into the rendered objects.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StrategicMergePatches { get; init; }

    /// <summary>RFC 6902 patches, each with the objects that it is for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Json6902Patch>? Json6902Patches { get; init; }

    /// <summary>Raw YAML documents, alone or beside a chart.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Manifests { get; init; }
}
