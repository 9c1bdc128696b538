using Gimlet.Kustomize;
using Gimlet.Manifests;

namespace Gimlet.Rendering;

/// <summary>
/// Puts together what a manifest deploys: its chart's objects, its own, and the patches over both. The gitops writer
/// and the command line share it, so that what somebody sees before a release is what the release writes.
/// </summary>
public static class ManifestYaml
{
    private const string Separator = "---";

    /// <summary>Whether a manifest deploys its chart's output as it is.</summary>
    public static bool IsChartAlone(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Chart is not null && !HasRaw(manifest) && !HasPatches(manifest);
    }

    /// <summary>The objects of a manifest, as YAML documents.</summary>
    /// <param name="manifest">With its variables resolved.</param>
    /// <param name="chartYaml">What its chart rendered to; null where it has none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ManifestException">
    /// There is nothing to deploy, its raw manifests are no Kubernetes objects, or a patch cannot be applied.
    /// </exception>
    public static string Combine(Manifest manifest, string? chartYaml, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (manifest.Chart is null && !HasRaw(manifest))
        {
            throw new ManifestException($"{manifest.App} has neither a chart nor manifests");
        }

        var yaml = chartYaml ?? "";
        if (HasRaw(manifest))
        {
            yaml = Append(yaml, Checked(manifest.Manifests!));
        }

        return HasPatches(manifest) ? Patch(manifest, yaml, cancellationToken) : yaml;
    }

    private static bool HasRaw(Manifest manifest) => !string.IsNullOrWhiteSpace(manifest.Manifests);

    private static bool HasPatches(Manifest manifest) =>
        !string.IsNullOrWhiteSpace(manifest.StrategicMergePatches) || manifest.Json6902Patches is { Count: > 0 };

    // One file that Flux cannot read fails the whole Kustomization and with it every other app of the environment.
    private static string Checked(string raw)
    {
        try
        {
            return RawManifests.Parse(raw).Count > 0
                ? raw
                : throw new ManifestException("there is no document");
        }
        catch (ManifestException e)
        {
            throw new ManifestException($"manifests: {e.Message}", e);
        }
    }

    private static string Append(string yaml, string raw)
    {
        var separator = yaml.Length == 0 || raw.StartsWith(Separator, StringComparison.Ordinal) ? "" : $"{Separator}\n";
        return $"{yaml}{separator}{raw}{(raw.EndsWith('\n') ? "" : "\n")}";
    }

    private static string Patch(Manifest manifest, string yaml, CancellationToken cancellationToken)
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
                yaml, manifest.StrategicMergePatches, [.. patches], cancellationToken: cancellationToken);
        }
        catch (KustomizeException e)
        {
            throw new ManifestException($"patches: {e.Message}", e);
        }
    }
}
