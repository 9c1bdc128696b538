namespace Gimlet.Manifests.Reading;

/// <summary>The events that policies may name.</summary>
internal static class ManifestEvents
{
    public static readonly IReadOnlyList<string> Deploy = ["push", "tag", "pr"];

    public static readonly IReadOnlyList<string> Cleanup = ["branchDeleted"];

    public static string Require(string name, IReadOnlyList<string> known, FieldPath path, Position? position = null)
    {
        return known.Contains(name)
            ? name
            : throw path.Error($"{Quoted.Short(name)} is none of {string.Join(", ", known)}", position);
    }
}
