using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.Manifests;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Tests.Rendering;

/// <summary>The real helm, with charts from a folder, an archive and a repository.</summary>
public sealed class HelmTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public HelmTests()
    {
        _folder.Write("charts/demo/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 0.1.0\n");
        _folder.Write("charts/demo/values.yaml", "text: none\n");
        _folder.Write(
            "charts/demo/templates/config.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}
              namespace: {{ .Release.Namespace }}
            data:
              text: {{ required "text is needed" .Values.text | quote }}
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RenderAsync_LocalChart_RendersWithValues()
    {
        var files = await RenderAsync(new Chart { Name = "./demo" });

        AssertRendered(files);
    }

    [Fact]
    public async Task RenderAsync_TemplateFails_NamesTemplateAndReason()
    {
        var error = await Assert.ThrowsAsync<RenderException>(() =>
            RenderAsync(new Chart { Name = "demo" }, new JsonObject { ["text"] = null }));

        Assert.Equal(
            "chart demo: execution error at (demo/templates/config.yaml:7:11): text is needed", error.Message);
    }

    [Fact]
    public async Task RenderAsync_RepositoryAndArchive_AreDownloaded()
    {
        await using var server = ChartServer.Start(Pack());
        var repository = new Chart { Name = "demo", Repository = server.Address, Version = "0.x" };
        var archive = new Chart { Name = server.Address + "/demo-0.1.0.tgz" };

        AssertRendered(await RenderAsync(repository));
        AssertRendered(await RenderAsync(archive));
    }

    [Fact]
    public async Task RenderAsync_UnknownVersion_SaysSo()
    {
        await using var server = ChartServer.Start(Pack());
        var chart = new Chart { Name = "demo", Repository = server.Address, Version = "7.0.0" };

        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(chart));

        Assert.StartsWith($"chart demo 7.0.0 from {server.Address}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("not found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_RepositoryHangs_EndsInTimeAndNamesIt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}";

        var error = await Assert.ThrowsAsync<RenderException>(() =>
            RenderAsync(new Chart { Name = "demo", Repository = address }, timeout: TimeSpan.FromSeconds(1)));

        Assert.Equal(
            $"chart demo from {address}: took longer than 1 s and was stopped (RENDER_TIMEOUT)", error.Message);
    }

    private static void AssertRendered(IReadOnlyList<RenderedFile> files) => Assert.Equal(
        [
            new RenderedFile(
                "config.yaml",
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

                """),
        ],
        files);

    private async Task<IReadOnlyList<RenderedFile>> RenderAsync(
        Chart chart, JsonObject? values = null, TimeSpan? timeout = null)
    {
        var options = new RenderingOptions
        {
            HelmPath = FindHelm(),
            ChartsPath = Path.Combine(_folder.Path, "charts"),
            DataPath = Path.Combine(_folder.Path, "data"),
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
        };
        using var helm = new HelmProcessRenderer(Options.Create(options), TimeProvider.System);
        var manifest = new Manifest
        {
            App = "app",
            Env = "staging",
            Namespace = "team",
            Chart = chart,
            Values = values ?? new JsonObject { ["text"] = "it's: {{ 😀 }}" },
        };
        return await new ManifestRenderer(helm).RenderAsync(manifest, TestContext.Current.CancellationToken);
    }

    private static string FindHelm()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var helm = Environment.GetEnvironmentVariable("HELM_PATH")
            ?? folders.Select(folder => Path.Combine(folder, "helm")).FirstOrDefault(File.Exists);
        if (helm is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("HELM_PATH is not set and there is no helm on the PATH");
        }

        return helm ?? throw new InvalidOperationException("CI must set HELM_PATH");
    }

    private byte[] Pack()
    {
        using var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionLevel.Fastest))
        {
            TarFile.CreateFromDirectory(Path.Combine(_folder.Path, "charts/demo"), zip, includeBaseDirectory: true);
        }

        return archive.ToArray();
    }

    private sealed class ChartServer : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly byte[] _archive;
        private readonly Task _serving;

        private ChartServer(byte[] archive, int port)
        {
            _archive = archive;
            Address = $"http://127.0.0.1:{port}";
            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Address { get; }

        public static ChartServer Start(byte[] archive)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            return new ChartServer(archive, port);
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _serving;
        }

        private async Task ServeAsync()
        {
            while (true)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    var index = $$"""
                        apiVersion: v1
                        entries:
                          demo: [{name: demo, version: 0.1.0, urls: ["{{Address}}/demo-0.1.0.tgz"]}]
                        """;
                    await context.Response.OutputStream.WriteAsync(
                        context.Request.Url!.AbsolutePath == "/index.yaml" ? Encoding.UTF8.GetBytes(index) : _archive);
                    context.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
