using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Tests.Rendering;

/// <summary>What holds whichever engine renders.</summary>
public sealed class ChartRendererTests : IDisposable
{
    private static readonly Chart Demo = new() { Name = "demo" };

    private readonly ChartRendering _rendering = new();

    public static TheoryData<string> Engines => ChartRendering.Engines;

    private static JsonObject Values => new() { ["text"] = "it's: {{ 😀 }}", ["number"] = 1000000 };

    public void Dispose() => _rendering.Dispose();

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RenderAsync_LocalChart_GivesAFilePerTemplateInInstallOrder(string engine)
    {
        AssertRendered(await _rendering.RenderAsync(engine, Demo, Values));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RenderAsync_RepositoryAndArchive_AreDownloaded(string engine)
    {
        await using var server = ChartServer.Start(_rendering.ChartFolder);
        _rendering.Sources = new ChartOptions { AllowPrivateAddresses = true };

        AssertRendered(await _rendering.RenderAsync(
            engine, new Chart { Name = "demo", Repository = server.Address, Version = "0.x" }, Values));
        AssertRendered(await _rendering.RenderAsync(
            engine, new Chart { Name = server.Address + "/demo-0.1.0.tgz" }, Values));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RenderAsync_UnknownVersion_SaysSo(string engine)
    {
        await using var server = ChartServer.Start(_rendering.ChartFolder);
        _rendering.Sources = new ChartOptions { AllowPrivateAddresses = true };

        var message = await FailAsync(engine, new() { Name = "demo", Repository = server.Address, Version = "7.0.0" });

        Assert.StartsWith($"chart demo 7.0.0 from {server.Address}", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RenderAsync_FailingTemplate_NamesTemplateAndReason(string engine)
    {
        var message = await FailAsync(engine, Demo);

        Assert.EndsWith(
            "execution error at (demo/templates/config.yaml:8:13): number is mandatory",
            message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "none")]
    [InlineData("../outside", "leads out")]
    [InlineData("/etc/passwd", "leads out")]
    [InlineData("demo/../../charts-of-others/x", "leads out")]
    [InlineData(".", "leads out")]
    [InlineData("-f", "-f")]
    [InlineData("ftp://host/a.tgz", "ftp://host/a.tgz")]
    public async Task RenderAsync_ChartThatCannotBeHad_IsNamed(string name, string expected)
    {
        foreach (var engine in new[] { RenderingOptions.BuiltIn, RenderingOptions.Helm })
        {
            var message = await FailAsync(engine, new Chart { Name = name });

            Assert.Contains(expected, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RenderAsync_LocalChartWithoutAFolderForThem_SaysWhatToDo(string engine)
    {
        _rendering.Options = _rendering.Options with { ChartsPath = "none" };

        Assert.Contains("CHARTS_PATH opens no folder", await FailAsync(engine, Demo), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RenderAsync_PrivateAddress_IsRefusedUnlessAllowed(string engine)
    {
        await using var server = ChartServer.Start(_rendering.ChartFolder);

        var message = await FailAsync(engine, new() { Name = "demo", Repository = server.Address, Version = "0.1.0" });

        Assert.Contains("127.0.0.1", message, StringComparison.Ordinal);
        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RenderAsync_RepositoryThatHangs_EndsWhenItsTimeIsUp(string engine)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        _rendering.Sources = new ChartOptions { AllowPrivateAddresses = true };
        _rendering.Options = _rendering.Options with { Timeout = TimeSpan.FromMilliseconds(300) };

        var message = await FailAsync(engine, new() { Name = "demo", Repository = address, Version = "1.0.0" });

        Assert.Equal(
            $"chart demo 1.0.0 from {address}/: took longer than 0.3 s and was stopped (RENDER_TIMEOUT)", message);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RenderAsync_LongOutput_IsRefused(string engine)
    {
        _rendering.Options = _rendering.Options with { OutputLimit = 100 };

        Assert.Equal(
            "chart demo: renders to more than 100 bytes",
            (await Assert.ThrowsAsync<RenderException>(() => _rendering.RenderAsync(engine, Demo, Values))).Message);
    }

    private static void AssertRendered(IReadOnlyList<RenderedFile> files)
    {
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
              text: "it's: {{ 😀 }}"
              number: 1e+06

            """,
            files[0].Content);
    }

    private async Task<string> FailAsync(string engine, Chart chart) =>
        (await Assert.ThrowsAsync<RenderException>(() => _rendering.RenderAsync(engine, chart))).Message;
}
