using BenchmarkDotNet.Attributes;
using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Rendering;

/// <summary>A web app's chart with twenty templates and a 400-line helpers file.</summary>
[MemoryDiagnoser]
public class RenderingBenchmarks
{
    private static readonly string Folder =
        Path.Combine(RepositoryRoot.Path, "tests", "Benchmarks", "Charts", "generic-app");

    private static readonly RenderRequest Request = new() { ReleaseName = "shop", Namespace = "web" };

    private ChartFiles _files = null!;
    private Chart _chart = null!;

    [GlobalSetup]
    public void Read()
    {
        _files = ChartDirectory.Read(Folder, ArchiveLimits.Default);
        _chart = Chart.Load(_files);
    }

    /// <summary>A chart that is parsed already.</summary>
    [Benchmark(Baseline = true)]
    public string Warm() => _chart.Render(Request).ToYaml();

    /// <summary>Metadata, values and every template parsed anew.</summary>
    [Benchmark]
    public string Parsed() => Chart.Load(_files).Render(Request).ToYaml();

    /// <summary>The same with the files read from disk.</summary>
    [Benchmark]
    public string Cold() => Chart.Load(ChartDirectory.Read(Folder, ArchiveLimits.Default)).Render(Request).ToYaml();
}
