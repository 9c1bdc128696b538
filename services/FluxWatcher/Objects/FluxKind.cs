namespace Gimlet.FluxWatcher.Objects;

/// <summary>A kind of Flux object that is watched, and where the Kubernetes API serves it.</summary>
/// <param name="Optional">Whether Flux is complete for Gimlet without this kind.</param>
internal sealed record FluxKind(string Name, string Group, string Version, string Plural, bool Optional)
{
    public static readonly FluxKind GitRepository =
        new("GitRepository", "source.toolkit.fluxcd.io", "v1", "gitrepositories", Optional: false);

    public static readonly FluxKind Kustomization =
        new("Kustomization", "kustomize.toolkit.fluxcd.io", "v1", "kustomizations", Optional: false);

    public static readonly FluxKind HelmRelease =
        new("HelmRelease", "helm.toolkit.fluxcd.io", "v2", "helmreleases", Optional: true);

    public override string ToString() => Name;
}
