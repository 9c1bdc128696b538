using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.Helm.Sources;
using Gimlet.Manifests;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Tests.Rendering;

public sealed class BuiltInRendererTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BuiltInRendererTests()
    {
        _folder.Write("charts/demo/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.0.0\n");
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
        _folder.Write("charts/demo/templates/service.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RenderAsync_LocalChart_GivesAFilePerTemplateInInstallOrder()
    {
        var files = await RenderAsync(new Chart { Name = "demo" }, new JsonObject { ["text"] = "a: 😀", ["number"] = 1000000 });

        Assert.Equal(["config.yaml", "service.yaml"], files.Select(file => file.Name));
        Assert.Equal(
            """
            ---
            # Source: demo/templates/config.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: app
              namespace: team
            data:
              text: "a: 😀"
              number: 1e+06

            """,
            files[0].Content);
    }

    [Fact]
    public async Task RenderAsync_FailingTemplate_NamesChartTemplateAndLine()
    {
        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(new Chart { Name = "demo" }));

        Assert.Contains("demo/templates/config.yaml:8", error.Message, StringComparison.Ordinal);
        Assert.Contains("number is mandatory", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "none")]
    [InlineData("../outside", "outside")]
    public async Task RenderAsync_LocalChartThatCannotBeHad_NamesIt(string name, string expected)
    {
        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(new Chart { Name = name }));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_LocalChartWithoutAFolderForThem_SaysWhatToDo()
    {
        var error = await Assert.ThrowsAsync<RenderException>(
            () => RenderAsync(new Chart { Name = "demo" }, chartsPath: ""));

        Assert.Contains("CHARTS_PATH opens no folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_PrivateAddress_IsRefusedUnlessAllowed()
    {
        var chart = new Chart { Name = "demo", Repository = "http://127.0.0.1:9", Version = "1.0.0" };

        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(chart));

        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_RepositoryThatHangs_EndsWhenItsTimeIsUp()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";

        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(
            new Chart { Name = "demo", Repository = address, Version = "1.0.0" },
            timeout: TimeSpan.FromMilliseconds(300),
            options: new ChartOptions { AllowPrivateAddresses = true }));

        Assert.Contains(address, error.Message, StringComparison.Ordinal);
        Assert.Contains("RENDER_TIMEOUT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ChartOptions_BrokenCredentials_AreNamedAtStart()
    {
        var path = _folder.Write("credentials.json", """[{"host": "charts.example.com", "pasword": "secret"}]""");

        var result = new ChartOptionsValidator().Validate(null, new ChartOptions { CredentialsPath = path });

        Assert.True(result.Failed);
        Assert.StartsWith("CHARTS_CREDENTIALS_PATH: ", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<RenderedFile>> RenderAsync(
        Chart chart,
        JsonObject? values = null,
        string? chartsPath = null,
        TimeSpan? timeout = null,
        ChartOptions? options = null)
    {
        var rendering = new RenderingOptions
        {
            ChartsPath = chartsPath ?? Path.Combine(_folder.Path, "charts"),
            DataPath = Path.Combine(_folder.Path, "data"),
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
        };
        using var sources = new ChartSources((options ?? new ChartOptions()).ToSourceOptions(rendering), TimeProvider.System);
        var renderer = new BuiltInRenderer(sources, Options.Create(rendering), TimeProvider.System);
        var manifest = new Manifest
        {
            App = "app", Env = "staging", Namespace = "team", Chart = chart, Values = values,
        };
        return await new ManifestRenderer(renderer).RenderAsync(manifest, TestContext.Current.CancellationToken);
    }
}
