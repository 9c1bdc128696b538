using Gimlet.Kustomize;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Applies a manifest's patches to its rendered objects.</summary>
internal static class Patches
{
    public static bool AreIn(Manifest manifest) =>
        !string.IsNullOrWhiteSpace(manifest.StrategicMergePatches) || manifest.Json6902Patches is { Count: > 0 };

    public static string Apply(Manifest manifest, string documents, CancellationToken cancellationToken)
    {
        var patches = (manifest.Json6902Patches ?? []).Select(patch => new Kustomize.Json6902Patch(
            patch.Patch,
            new Kustomize.PatchTarget
            {
                Group = patch.Target.Group,
                Version = patch.Target.Version,
                Kind = patch.Target.Kind,
                Name = patch.Target.Name,
            }));
        try
        {
            return KustomizePatches.Apply(
                documents, manifest.StrategicMergePatches, [.. patches], cancellationToken: cancellationToken);
        }
        catch (KustomizeException e)
        {
            throw new RenderException($"patches: {e.Message}", e);
        }
    }
}
