using System.Diagnostics;
using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Gimlet.Manifests;
using Gimlet.Rendering;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Renders charts with the helm binary, one process per chart.</summary>
internal sealed class HelmEngine : IChartEngine, IDisposable
{
    private readonly RenderingOptions _options;
    private readonly SemaphoreSlim _slots;
    private readonly string _home;
    private readonly string _charts;

    public HelmEngine(IOptions<RenderingOptions> options)
    {
        _options = options.Value;
        _slots = new SemaphoreSlim(_options.Parallelism);
        _home = Path.Combine(Path.GetFullPath(_options.DataPath), "helm");
        _charts = Path.Combine(_home, "charts");

        // What a process that was killed has left behind.
        Delete(_charts);
    }

    public async Task<string> RenderAsync(
        FetchedChart chart, Manifest manifest, CancellationToken cancellationToken)
    {
        RefuseOption("app", manifest.App);
        RefuseOption("namespace", ManifestChart.NamespaceOf(manifest));
        await _slots.WaitAsync(cancellationToken);
        var folder = Path.Combine(_charts, $"{Guid.NewGuid():N}");
        try
        {
            await WriteAsync(chart.Files, folder, cancellationToken);
            return await RunAsync(PrepareStart(folder, manifest), manifest, cancellationToken);
        }
        finally
        {
            Delete(folder);
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    // The binary gets a chart that is here already: it would fetch from wherever a manifest points to.
    private static async Task WriteAsync(ChartFiles files, string folder, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, file.Content, cancellationToken);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> RunAsync(
        ProcessStartInfo start, Manifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            var values = ChartValues.ToYaml(manifest.Values ?? []);
            var (exitCode, output, errors) = await BoundedProcess
                .RunAsync(start, values, _options.OutputLimit, cancellationToken);
            return exitCode == 0
                ? output
                : throw new RenderException(
                    $"{ManifestChart.ReferenceOf(manifest.Chart!)}: {HelmErrors.Summarise(errors)}");
        }
        catch (ProcessStartException e)
        {
            throw new RenderException(
                $"charts need helm and '{_options.HelmPath}' cannot be started: set HELM_PATH to the helm binary", e);
        }
    }

    private ProcessStartInfo PrepareStart(string folder, Manifest manifest)
    {
        var start = new ProcessStartInfo(_options.HelmPath) { WorkingDirectory = folder };
        start.ArgumentList.Add("template");
        start.ArgumentList.Add(manifest.App);
        start.ArgumentList.Add(".");
        start.ArgumentList.Add("--no-hooks");
        start.ArgumentList.Add($"--namespace={ManifestChart.NamespaceOf(manifest)}");

        // Through standard input, so that values, which may hold secrets, never touch the disk.
        start.ArgumentList.Add("--values=-");

        // All that helm gets of our environment: it must not see our secrets.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = _home;
        start.Environment["HELM_CACHE_HOME"] = Path.Combine(_home, "cache");
        start.Environment["HELM_CONFIG_HOME"] = Path.Combine(_home, "config");
        start.Environment["HELM_DATA_HOME"] = Path.Combine(_home, "data");
        return start;
    }

    // A name that helm would read as an option of its own.
    private static void RefuseOption(string field, string value)
    {
        if (value.TrimStart().StartsWith('-'))
        {
            throw new RenderException($"{field} must not start with '-': {value}");
        }
    }
}
