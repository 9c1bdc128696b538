using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Gimlet.Rendering;
using Chart = Gimlet.Helm.Chart;

namespace Gimlet.Cli.Manifests;

/// <summary>
/// Fetches charts as helm does on a person's machine: from any path, any host, and with a cache in the home folder.
/// </summary>
internal sealed class LocalCharts(Shell shell) : IDisposable
{
    private readonly ChartSources _sources = new(
        new ChartSourceOptions { CachePath = CachePath(shell), LocalPath = "/", AllowPrivateAddresses = true },
        shell.Clock);

    /// <exception cref="ChartException">It cannot be fetched.</exception>
    public async Task<Chart> FetchAsync(Gimlet.Manifests.Chart chart, CancellationToken cancellationToken)
    {
        var reference = ManifestChart.ReferenceOf(chart);
        if (reference.IsLocal)
        {
            var path = Path.GetFullPath(chart.Name.Trim());
            if (!Path.Exists(path))
            {
                throw new ChartException(
                    $"there is no chart {chart.Name}; paths are relative to the working directory");
            }

            reference = ChartReference.Parse(path);
        }

        return (await _sources.FetchAsync(reference, cancellationToken)).Chart;
    }

    public void Dispose() => _sources.Dispose();

    private static string CachePath(Shell shell)
    {
        var cache = shell.NonEmptyVariable("XDG_CACHE_HOME")
            ?? (shell.NonEmptyVariable("HOME") is { } home ? Path.Combine(home, ".cache") : Path.GetTempPath());
        return Path.Combine(cache, "gimlet", "charts");
    }
}
