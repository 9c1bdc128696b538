using System.Text.Json.Serialization;

namespace Gimlet.Manifests;

/// <summary>The conditions under which a shipped artifact is released; all that are set must hold.</summary>
public sealed record DeployPolicy
{
    /// <summary>Glob on the branch, negated by a leading <c>!</c>; needs event push or pr.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Branch { get; init; }

    /// <summary><c>push</c>, <c>tag</c> or <c>pr</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Event { get; init; }

    /// <summary>Glob on the tag, negated by a leading <c>!</c>; needs event tag.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tag { get; init; }

    /// <summary>Globs on the commit message of which one must match; brackets are literal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? CommitMessagePatterns { get; init; }
}
