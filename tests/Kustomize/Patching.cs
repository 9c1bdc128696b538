namespace Gimlet.Kustomize.Tests;

/// <summary>Applies patches within the running test.</summary>
internal static class Patching
{
    public static string Apply(
        string documents,
        string? strategicMergePatches,
        IReadOnlyList<Json6902Patch> jsonPatches,
        KustomizeLimits? limits = null) =>
        KustomizePatches.Apply(
            documents, strategicMergePatches, jsonPatches, limits, TestContext.Current.CancellationToken);
}
