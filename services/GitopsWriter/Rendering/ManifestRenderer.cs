using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>
/// Lays a manifest out as files: one per chart template, or all in one when raw manifests or patches take part.
/// </summary>
internal sealed class ManifestRenderer(IChartRenderer charts) : IManifestRenderer
{
    private const string SingleFile = "manifests.yaml";
    private const string DefaultNamespace = "default";

    public async Task<IReadOnlyList<RenderedFile>> RenderAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var raw = string.IsNullOrWhiteSpace(manifest.Manifests) ? null : manifest.Manifests;
        if (raw is not null)
        {
            Check(raw);
        }

        if (manifest.Chart is null && raw is null)
        {
            throw new RenderException($"{manifest.App} has neither a chart nor manifests");
        }

        var templates = await RenderChartAsync(manifest, cancellationToken);
        if (raw is null && !Patches.AreIn(manifest))
        {
            return ChartOutput.ToFiles(templates);
        }

        var all = string.Concat(templates.Select(template => template.Text));
        var documents = raw is null ? all : all.Length == 0 ? raw : all + Separated(raw);
        return
        [
            new RenderedFile(
                SingleFile,
                Patches.AreIn(manifest) ? Patches.Apply(manifest, documents, cancellationToken) : documents),
        ];
    }

    private async Task<IReadOnlyList<ChartOutput.Document>> RenderChartAsync(
        Manifest manifest, CancellationToken cancellationToken)
    {
        if (manifest.Chart is null)
        {
            return [];
        }

        var @namespace = string.IsNullOrEmpty(manifest.Namespace) ? DefaultNamespace : manifest.Namespace;
        var release = new ChartRelease(manifest.App, @namespace, manifest.Chart, manifest.Values ?? []);
        var templates = ChartOutput.Split(await charts.RenderAsync(release, cancellationToken));
        return templates.Count > 0
            ? templates
            : throw new RenderException($"chart {manifest.Chart.Name} renders no object with these values");
    }

    // One file that Flux cannot read fails the whole Kustomization and with it every other app of the environment.
    private static void Check(string raw)
    {
        try
        {
            if (RawManifests.Parse(raw).Count == 0)
            {
                throw new RenderException("manifests: there is no document");
            }
        }
        catch (ManifestException e)
        {
            throw new RenderException($"manifests: {e.Message}", e);
        }
    }

    private static string Separated(string raw) =>
        raw.StartsWith("---", StringComparison.Ordinal) ? raw : "---\n" + raw;
}
