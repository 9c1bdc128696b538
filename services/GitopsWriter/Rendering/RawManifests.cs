using YamlDotNet.Core;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Raw manifests are committed as they were written, but only when Flux can read them.</summary>
internal static class RawManifests
{
    // One broken file fails the whole Kustomization and with it every other app of the environment.
    public static void Check(string text)
    {
        var documents = 0;
        try
        {
            foreach (var document in KubernetesDocument.ReadAll(text))
            {
                documents++;
                var missing = Missing(document);
                if (missing is not null)
                {
                    throw new RenderException($"manifests: document {document.Number}, line {document.Line}: {missing}");
                }
            }
        }
        catch (YamlException e)
        {
            throw new RenderException(
                $"manifests: document {documents + 1}, line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }

        if (documents == 0)
        {
            throw new RenderException("manifests: there is no document");
        }
    }

    private static string? Missing(KubernetesDocument document) => document switch
    {
        { IsMapping: false } => "is no mapping",
        { HasDirectives: true } => "has a YAML directive; Kubernetes manifests have none",
        { ApiVersion: "" } => "has no apiVersion",
        { Kind: "" } => "has no kind",
        _ => null,
    };
}
