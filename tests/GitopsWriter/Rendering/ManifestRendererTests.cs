using Gimlet.GitopsWriter.Rendering;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Tests.Rendering;

/// <summary>How a manifest becomes files; what is in them is the business of <c>Gimlet.Rendering</c>.</summary>
public sealed class ManifestRendererTests
{
    private const string Raw = "apiVersion: v1\nkind: Service\n";
    private const string FromChart = "---\n# Source: c/templates/a.yaml\na: 1\n";

    private static readonly Manifest App = new() { App = "app", Env = "staging", Namespace = "team" };
    private static readonly Chart Chart = new() { Name = "c", Repository = "https://charts.example" };

    [Fact]
    public async Task RenderAsync_Chart_GetsItsFiles()
    {
        var files = await RenderAsync(App with { Chart = Chart });

        Assert.Equal([new RenderedFile("a.yaml", FromChart)], files);
    }

    [Fact]
    public async Task RenderAsync_RawManifests_AreOneFile()
    {
        Assert.Equal([new RenderedFile("manifests.yaml", Raw)], await RenderAsync(App with { Manifests = Raw }));
        Assert.Equal(
            [new RenderedFile("manifests.yaml", FromChart + "---\n" + Raw)],
            await RenderAsync(App with { Chart = Chart, Manifests = Raw }));
    }

    [Fact]
    public async Task RenderAsync_ChartWithoutObjects_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(App with { Chart = Chart }, ""));

        Assert.Equal("chart c renders no object with these values", error.Message);
    }

    [Fact]
    public async Task RenderAsync_WrongManifest_TellsWhy()
    {
        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(App with { Manifests = "- a\n" }));

        Assert.StartsWith("manifests: document 1 (line 1)", error.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<RenderedFile>> RenderAsync(Manifest manifest, string chartOutput = FromChart) =>
        new ManifestRenderer(new PrintingCharts(chartOutput))
            .RenderAsync(manifest, TestContext.Current.CancellationToken);

    private sealed class PrintingCharts(string output) : IChartRenderer
    {
        public Task<string> RenderAsync(Manifest manifest, CancellationToken cancellationToken) =>
            Task.FromResult(output);
    }
}
