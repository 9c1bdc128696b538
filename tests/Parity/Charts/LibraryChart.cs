using System.Diagnostics;
using Gimlet.Helm;
using Gimlet.Helm.Sources;

namespace Gimlet.Parity.Charts;

/// <summary>A case rendered by the library: once with everything read from disk, and then again and again.</summary>
internal static class LibraryChart
{
    public const string Release = "parity";
    public const string Namespace = "parity";

    /// <summary>The first rendering, and the time of a later one: the median, or null where there is none.</summary>
    public static (Rendering Cold, TimeSpan? Warm) Render(ChartCase found, int warmRuns)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var chart = Chart.Load(Read(found.ChartPath));
            var request = new RenderRequest
            {
                ReleaseName = Release,
                Namespace = Namespace,
                KubeVersion = found.KubeVersion,
                Values = found.ValuesPaths.Aggregate(
                    new Dictionary<string, object?>(),
                    (values, path) => ChartValues.Merge(values, ChartValues.Read(File.ReadAllText(path)))),
            };
            var output = chart.Render(request).ToYaml();
            var cold = new Rendering(output, "", watch.Elapsed);
            return (cold, warmRuns > 0 ? MedianTime(chart, request, warmRuns) : null);
        }
        catch (ChartException e)
        {
            return (new Rendering(null, e.Message, watch.Elapsed), null);
        }
    }

    private static ChartFiles Read(string path) => Directory.Exists(path)
        ? ChartDirectory.Read(path, ArchiveLimits.Default)
        : ChartArchive.Read(File.ReadAllBytes(path), ArchiveLimits.Default);

    private static TimeSpan MedianTime(Chart chart, RenderRequest request, int runs)
    {
        var times = new TimeSpan[runs];
        for (var run = 0; run < runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            chart.Render(request).ToYaml();
            times[run] = Stopwatch.GetElapsedTime(started);
        }

        Array.Sort(times);
        return times[runs / 2];
    }
}
