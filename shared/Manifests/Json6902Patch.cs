using System.Text.Json.Serialization;

namespace Gimlet.Manifests;

/// <summary>An RFC 6902 patch and the objects that it is for.</summary>
public sealed record Json6902Patch
{
    /// <summary>The operations, as YAML or JSON text.</summary>
    public required string Patch { get; init; }

    /// <summary>Selects the objects to patch.</summary>
    public required PatchTarget Target { get; init; }
}

/// <summary>Selects objects; an absent field selects any.</summary>
public sealed record PatchTarget
{
    /// <summary>API group; empty selects any, as in kustomize.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Group { get; init; }

    /// <summary>API version without the group.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; init; }

    /// <summary>Kind of the object.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Name of the object.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }
}
