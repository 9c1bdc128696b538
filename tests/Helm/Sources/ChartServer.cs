using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gimlet.Helm.Tests.Sources;

/// <summary>A web server on loopback that answers as a test tells it, and remembers what it was asked.</summary>
internal sealed class ChartServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);

    private ChartServer(WebApplication server)
    {
        _server = server;
        _server.Run(AnswerAsync);
    }

    public string Address => _server.Urls.First();

    public string Authority => new Uri(Address).Authority;

    public int Port => new Uri(Address).Port;

    /// <summary>Every request in its order, as <c>GET /path -> 200</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The Authorization of every request in its order.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Answers in place of everything else, unless it returns null.</summary>
    public Func<HttpContext, Task?>? Guard { get; set; }

    public static async Task<ChartServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ChartServer(builder.Build());
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ChartServer On(string path, RequestDelegate answer)
    {
        _answers[path] = answer;
        return this;
    }

    public ChartServer On(string path, string content) => On(path, Encoding.UTF8.GetBytes(content));

    /// <summary>Answers with the content, and with 304 to who has it.</summary>
    public ChartServer On(string path, byte[] content) => On(path, async context =>
    {
        var tag = $"\"{DigestOf(content)}\"";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = 304;
            return;
        }

        context.Response.Headers.ETag = tag;
        await context.Response.Body.WriteAsync(content);
    });

    public ChartServer Redirect(string path, string target) => On(path, context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = target;
        return Task.CompletedTask;
    });

    /// <summary>A repository with one chart in some versions, each with its digest in the index.</summary>
    public ChartServer Repository(string name, params string[] versions)
    {
        var index = new StringBuilder("apiVersion: v1\nentries:\n  ").Append(name).Append(":\n");
        foreach (var version in versions)
        {
            var archive = TarFileBuilder.Chart(name, version);
            index.Append($"  - {{name: {name}, version: {version}, urls: [{name}-{version}.tgz], ")
                .Append($"digest: {DigestOf(archive)}}}\n");
            On($"/{name}-{version}.tgz", archive);
        }

        return On("/index.yaml", index.ToString());
    }

    public static string DigestOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        var path = context.Request.Path + context.Request.QueryString;
        if (Guard?.Invoke(context) is { } refused)
        {
            await refused;
            return;
        }

        if (!_answers.TryGetValue(path, out var answer) && !_answers.TryGetValue(context.Request.Path, out answer))
        {
            context.Response.StatusCode = 404;
            Requests.Enqueue($"GET {path} -> 404");
            return;
        }

        context.Response.OnStarting(() =>
        {
            Requests.Enqueue($"{context.Request.Method} {path} -> {context.Response.StatusCode}");
            return Task.CompletedTask;
        });
        await answer(context);
    }
}
