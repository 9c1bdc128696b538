using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gimlet.GitopsWriter.Tests.Rendering;

/// <summary>A repository with one chart, <c>demo</c> 0.1.0.</summary>
internal sealed class ChartServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _archive;
    private readonly Task _serving;
    private int _requests;

    private ChartServer(byte[] archive, int port)
    {
        _archive = archive;
        Address = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    public int Requests => _requests;

    public static ChartServer Start(string chartFolder)
    {
        using var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionLevel.Fastest))
        {
            TarFile.CreateFromDirectory(chartFolder, zip, includeBaseDirectory: true);
        }

        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new ChartServer(archive.ToArray(), port);
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
                Interlocked.Increment(ref _requests);
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
