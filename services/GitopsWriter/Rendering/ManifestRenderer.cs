using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Lays a manifest out as files: one per chart template, or all in one when raw manifests take part.</summary>
internal sealed class ManifestRenderer(IChartRenderer charts) : IManifestRenderer
{
    private const string SingleFile = "manifests.yaml";

    public async Task<IReadOnlyList<RenderedFile>> RenderAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        RefusePatches(manifest);
        var raw = string.IsNullOrWhiteSpace(manifest.Manifests) ? null : manifest.Manifests;
        if (raw is not null)
        {
            Check(raw);
        }

        if (manifest.Chart is null)
        {
            return raw is null
                ? throw new RenderException($"{manifest.App} has neither a chart nor manifests")
                : [new RenderedFile(SingleFile, raw)];
        }

        var release = new ChartRelease(manifest.App, manifest.Namespace, manifest.Chart, manifest.Values ?? []);
        var output = await charts.RenderAsync(release, cancellationToken);
        var templates = ChartOutput.Split(output);
        if (templates.Count == 0)
        {
            throw new RenderException($"chart {manifest.Chart.Name} renders no object with these values");
        }

        var all = string.Concat(templates.Select(template => template.Text));
        return raw is null ? ChartOutput.ToFiles(templates) : [new RenderedFile(SingleFile, all + Separated(raw))];
    }

    // Patches that are left out would deploy something else than was asked for.
    private static void RefusePatches(Manifest manifest)
    {
        if (!string.IsNullOrWhiteSpace(manifest.StrategicMergePatches))
        {
            throw new RenderException("strategicMergePatches are not supported yet");
        }

        if (manifest.Json6902Patches is { Count: > 0 })
        {
            throw new RenderException("json6902Patches are not supported yet");
        }
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
