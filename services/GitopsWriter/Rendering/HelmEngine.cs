using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Renders charts with the helm binary, one process per chart.</summary>
internal sealed class HelmProcessRenderer : IChartRenderer, IDisposable
{
    // All that helm gets of our environment: it must not see our secrets, but has to find its way through a proxy.
    private static readonly string[] Inherited =
    [
        "PATH", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
        "SSL_CERT_FILE", "SSL_CERT_DIR",
    ];

    private readonly RenderingOptions _options;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _slots;
    private readonly string _home;

    public HelmProcessRenderer(IOptions<RenderingOptions> options, TimeProvider clock)
    {
        _options = options.Value;
        _clock = clock;
        _slots = new SemaphoreSlim(_options.Parallelism);
        _home = Path.Combine(Path.GetFullPath(_options.DataPath), "helm");
    }

    public async Task<string> RenderAsync(ChartRelease release, CancellationToken cancellationToken)
    {
        var start = PrepareStart(release);
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(start, release, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<string> RunAsync(
        ProcessStartInfo start, ChartRelease release, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var values = ChartValues.ToYaml(release.Values);
            var (exitCode, output, errors) = await BoundedProcess
                .RunAsync(start, values, _options.OutputLimit, stop.Token);
            return exitCode == 0 ? output : throw new RenderException(Describe(release, HelmErrors.Summarise(errors)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RenderException(Describe(
                release, $"took longer than {_options.Timeout.TotalSeconds:0.###} s and was stopped (RENDER_TIMEOUT)"));
        }
        catch (OutputLimitException)
        {
            throw new RenderException(Describe(release, $"renders to more than {_options.OutputLimit} bytes"));
        }
        catch (ProcessStartException e)
        {
            throw new RenderException(
                $"charts need helm and '{_options.HelmPath}' cannot be started: set HELM_PATH to the helm binary", e);
        }
    }

    private ProcessStartInfo PrepareStart(ChartRelease release)
    {
        ChartLocation.RefuseOption("app", release.Name);
        ChartLocation.RefuseOption("namespace", release.Namespace);

        // Helm prefers a file of the chart's name in the working directory over the repository: there must be none.
        var work = Directory.CreateDirectory(Path.Combine(_home, "empty")).FullName;
        var start = new ProcessStartInfo(_options.HelmPath) { WorkingDirectory = work };
        start.ArgumentList.Add("template");
        start.ArgumentList.Add(release.Name);
        start.ArgumentList.Add(ChartLocation.Resolve(release.Chart, _options.ChartsPath));
        start.ArgumentList.Add("--no-hooks");

        // Through standard input, so that values, which may hold secrets, never touch the disk.
        start.ArgumentList.Add("--values=-");
        AddOption(start, "--namespace", release.Namespace);
        AddOption(start, "--repo", release.Chart.Repository);
        AddOption(start, "--version", release.Chart.Version);

        var inherited = Inherited.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)));
        start.Environment.Clear();
        foreach (var (name, value) in inherited.Where(variable => variable.Value is not null))
        {
            start.Environment[name] = value;
        }

        start.Environment["HOME"] = _home;
        start.Environment["HELM_CACHE_HOME"] = Path.Combine(_home, "cache");
        start.Environment["HELM_CONFIG_HOME"] = Path.Combine(_home, "config");
        start.Environment["HELM_DATA_HOME"] = Path.Combine(_home, "data");
        return start;
    }

    private static void AddOption(ProcessStartInfo start, string option, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            start.ArgumentList.Add($"{option}={value}");
        }
    }

    private static string Describe(ChartRelease release, string problem)
    {
        var chart = release.Chart;
        var version = string.IsNullOrEmpty(chart.Version) ? "" : $" {chart.Version}";
        var origin = string.IsNullOrEmpty(chart.Repository) ? "" : $" from {chart.Repository}";
        return ChartLocation.Redact($"chart {chart.Name}{version}{origin}: {problem}");
    }
}
