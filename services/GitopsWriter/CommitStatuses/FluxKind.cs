namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>The kinds of Flux objects that say something about commits.</summary>
internal static class FluxKind
{
    public const string Kustomization = "Kustomization";
    public const string HelmRelease = "HelmRelease";
    public const string GitRepository = "GitRepository";
}
