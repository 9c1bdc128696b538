using Gimlet.Helm;
using Gimlet.Kustomize;
using Gimlet.Manifests;

namespace Gimlet.Cli.Manifests;

/// <summary>Puts together what a manifest deploys: its chart, its raw manifests, and the patches over both.</summary>
internal sealed class ManifestRenderer(LocalCharts charts)
{
    /// <param name="manifest">With its variables resolved.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ChartException">The chart cannot be fetched or rendered.</exception>
    /// <exception cref="KustomizeException">A patch cannot be applied.</exception>
    /// <exception cref="ManifestException">There is nothing to deploy.</exception>
    public async Task<string> RenderAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var raw = string.IsNullOrWhiteSpace(manifest.Manifests) ? null : EndLine(manifest.Manifests);
        if (manifest.Chart is null && raw is null)
        {
            throw new ManifestException("there is neither a chart nor manifests");
        }

        var yaml = manifest.Chart is null ? raw! : await RenderChartAsync(manifest, cancellationToken);
        if (manifest.Chart is not null && raw is not null)
        {
            yaml += raw.StartsWith("---", StringComparison.Ordinal) ? raw : $"---\n{raw}";
        }

        return Patch(yaml, manifest, cancellationToken);
    }

    private async Task<string> RenderChartAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var chart = await charts.FetchAsync(manifest.Chart!, cancellationToken);
        var request = new RenderRequest
        {
            ReleaseName = manifest.App,
            Namespace = manifest.Namespace ?? "default",
            Values = HelmValues.Of(manifest.Values),
        };
        return chart.Render(request, cancellationToken).ToYaml();
    }

    private static string Patch(string yaml, Manifest manifest, CancellationToken cancellationToken)
    {
        var json = manifest.Json6902Patches ?? [];
        return string.IsNullOrWhiteSpace(manifest.StrategicMergePatches) && json.Count == 0
            ? yaml
            : KustomizePatches.Apply(
                yaml,
                manifest.StrategicMergePatches,
                [.. json.Select(patch => new Kustomize.Json6902Patch(patch.Patch, Target(patch.Target)))],
                cancellationToken: cancellationToken);
    }

    private static Kustomize.PatchTarget Target(Gimlet.Manifests.PatchTarget target) => new()
    {
        Group = target.Group,
        Version = target.Version,
        Kind = target.Kind,
        Name = target.Name,
    };

    private static string EndLine(string text) => text.EndsWith('\n') ? text : text + "\n";
}
