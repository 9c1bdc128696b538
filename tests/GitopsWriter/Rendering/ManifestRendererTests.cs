using Gimlet.GitopsWriter.Rendering;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Tests.Rendering;

public sealed class ManifestRendererTests
{
    private const string Raw = "apiVersion: v1\r\nkind: Service   # kept\r\n";
    private const string FromChart = "---\n# Source: c/templates/a.yaml\na: 1\n";

    private static readonly Manifest App = new() { App = "app", Env = "staging", Namespace = "team" };
    private static readonly Chart Chart = new() { Name = "c", Repository = "https://charts.example" };

    [Fact]
    public async Task RenderAsync_RawManifests_AreKeptAsWritten()
    {
        var files = await RenderAsync(App with { Manifests = Raw });

        Assert.Equal([new RenderedFile("manifests.yaml", Raw)], files);
    }

    [Fact]
    public async Task RenderAsync_Chart_GetsItsFiles()
    {
        var files = await RenderAsync(App with { Chart = Chart });

        Assert.Equal([new RenderedFile("a.yaml", FromChart)], files);
    }

    [Theory]
    [InlineData(Raw, FromChart + "---\n" + Raw)]
    [InlineData("---\n" + Raw, FromChart + "---\n" + Raw)]
    public async Task RenderAsync_ChartAndRaw_ShareOneFile(string raw, string expected)
    {
        var files = await RenderAsync(App with { Chart = Chart, Manifests = raw });

        Assert.Equal([new RenderedFile("manifests.yaml", expected)], files);
    }

    [Fact]
    public async Task RenderAsync_ChartWithoutObjects_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(App with { Chart = Chart }, ""));

        Assert.Equal("chart c renders no object with these values", error.Message);
    }

    [Fact]
    public async Task RenderAsync_Nothing_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(App with { Manifests = " \n" }));

        Assert.Equal("app has neither a chart nor manifests", error.Message);
    }

    [Theory]
    [InlineData("# only a comment\n---\n", "manifests: there is no document")]
    [InlineData("- a\n", "manifests: document 1 (line 1) must be a Kubernetes object")]
    [InlineData(Raw + "---\nkind: Service\n", "manifests: document 2 (line 4): apiVersion is missing")]
    [InlineData(Raw + "---\napiVersion: v1\nkind:\n", "manifests: document 2 (line 5): kind ")]
    [InlineData(Raw + "---\na: b\n c: [\n", "manifests: ")]
    public async Task RenderAsync_BrokenRawManifests_NamesDocumentAndLine(string raw, string expected)
    {
        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(App with { Manifests = raw }));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.Matches("line [0-9]+|no document", error.Message);
    }

    [Fact]
    public async Task RenderAsync_HostileYaml_IsRefusedEarly()
    {
        var nested = "apiVersion: v1\nkind: ConfigMap\ndata: " + new string('[', 1_000_000);
        var layers = Enumerable.Range(1, 60).Select(n =>
            $"a{n}: &a{n} [{string.Join(',', Enumerable.Repeat($"*a{n - 1}", 10))}]\n");
        var bomb = "apiVersion: v1\nkind: ConfigMap\na0: &a0 x\n" + string.Concat(layers);

        await Assert.ThrowsAsync<RenderException>(() => RenderAsync(App with { Manifests = nested }));
        await Assert.ThrowsAsync<RenderException>(() => RenderAsync(App with { Manifests = bomb }));
    }

    [Fact]
    public async Task RenderAsync_Patches_ChangeChartAndRawObjectsInOneFile()
    {
        const string Objects = """
            ---
            # Source: c/templates/a.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
            data:
              kept: "1"

            """;
        var manifest = App with
        {
            Chart = Chart,
            Manifests = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n",
            StrategicMergePatches = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  merged: \"2\"\n",
            Json6902Patches =
            [
                new()
                {
                    Patch = """[{"op": "add", "path": "/data", "value": {"added": "3"}}]""",
                    Target = new PatchTarget { Kind = "ConfigMap", Name = "b" },
                },
            ],
        };

        var file = Assert.Single(await RenderAsync(manifest, Objects));

        Assert.Equal("manifests.yaml", file.Name);
        Assert.Equal(
            """
            apiVersion: v1
            data:
              kept: "1"
              merged: "2"
            kind: ConfigMap
            metadata:
              name: a
            ---
            apiVersion: v1
            data:
              added: "3"
            kind: ConfigMap
            metadata:
              name: b

            """,
            file.Content);
    }

    [Fact]
    public async Task RenderAsync_PatchOfNothing_IsRefusedByName()
    {
        var manifest = App with
        {
            Manifests = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n",
            StrategicMergePatches = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: lost\n",
        };

        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(manifest));

        Assert.StartsWith("patches: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("lost", error.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<RenderedFile>> RenderAsync(Manifest manifest, string chartOutput = FromChart) =>
        new ManifestRenderer(new PrintingCharts(chartOutput))
            .RenderAsync(manifest, TestContext.Current.CancellationToken);

    private sealed class PrintingCharts(string output) : IChartRenderer
    {
        public Task<string> RenderAsync(ChartRelease release, CancellationToken cancellationToken) =>
            Task.FromResult(output);
    }
}
