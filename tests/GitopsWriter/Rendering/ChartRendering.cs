using System.Text.Json.Nodes;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.Helm.Sources;
using Gimlet.Manifests;
using Gimlet.Testing.Helm;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Tests.Rendering;

/// <summary>A chart <c>demo</c> in a folder, and the renderer as configured.</summary>
internal sealed class ChartRendering : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ChartRendering()
    {
        _folder.Write("charts/demo/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 0.1.0\n");
        _folder.Write(
            "charts/demo/templates/config.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}
              namespace: {{ .Release.Namespace }}
            data:
              text: {{ .Values.text | quote }}
              number: {{ required "number is mandatory" .Values.number }}

            """);
        _folder.Write(
            "charts/demo/templates/service.yaml",
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n");
    }

    /// <summary>Both ways to render; the second needs a helm.</summary>
    public static TheoryData<string> Engines { get; } = [RenderingOptions.BuiltIn, RenderingOptions.Helm];

    public RenderingOptions Options { get; set; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    public ChartOptions Sources { get; set; } = new();

    public string Folder => _folder.Path;

    public string ChartFolder => Path.Combine(Folder, "charts", "demo");

    public string DataFolder => Path.Combine(Folder, "data");

    public async Task<IReadOnlyList<RenderedFile>> RenderAsync(
        string engine, Chart chart, JsonObject? values = null, CancellationToken? cancellationToken = null)
    {
        var manifest = new Manifest
        {
            App = "app", Env = "staging", Namespace = "team", Chart = chart, Values = values,
        };
        var options = Complete(Options with
        {
            HelmPath = engine == RenderingOptions.Helm ? HelmOracle.RequireProgram() : "",
        });
        using var helm = new HelmEngine(options);
        using var sources = CreateSources(options.Value);
        var renderer = new ChartRenderer(
            sources,
            engine == RenderingOptions.Helm ? helm : new BuiltInEngine(options),
            options,
            TimeProvider.System);
        return await new ManifestRenderer(renderer).RenderAsync(
            manifest, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Renders a manifest's chart by what is at a path in helm's place, several times at once.</summary>
    public async Task<string[]> RenderByHelmAsync(
        string helmPath, Manifest manifest, int count = 1, CancellationToken? cancellationToken = null)
    {
        var options = Complete(Options with { HelmPath = helmPath });
        using var helm = new HelmEngine(options);
        using var sources = CreateSources(options.Value);
        var renderer = new ChartRenderer(sources, helm, options, TimeProvider.System);
        return await Task.WhenAll(Enumerable.Range(0, count).Select(
            _ => renderer.RenderAsync(manifest, cancellationToken ?? TestContext.Current.CancellationToken)));
    }

    public string WriteScript(string body)
    {
        var path = _folder.Write("helm", "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    public void Dispose() => _folder.Dispose();

    private IOptions<RenderingOptions> Complete(RenderingOptions options) =>
        Microsoft.Extensions.Options.Options.Create(options with
        {
            ChartsPath = options.ChartsPath == "none" ? "" : Path.Combine(Folder, "charts"),
            DataPath = DataFolder,
        });

    private ChartSources CreateSources(RenderingOptions options) =>
        new(Sources.ToSourceOptions(options), TimeProvider.System);
}
