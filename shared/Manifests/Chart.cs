using System.Text.Json.Serialization;

namespace Gimlet.Manifests;

/// <summary>Where a Helm chart comes from.</summary>
public sealed record Chart
{
    /// <summary>HTTP(S) chart repository; absent for git charts, OCI charts, archives and local paths.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Repository { get; init; }

    /// <summary>
    /// Name in the repository, or a path, an archive's address, a git address or an <c>oci://</c> reference.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>A semantic version or a range of them; the newest when absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; init; }
}
