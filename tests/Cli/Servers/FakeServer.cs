using System.Collections.Concurrent;
using Gimlet.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gimlet.Cli.Tests.Servers;

/// <summary>Whatever answers where Gimlet should: tests say what.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly Func<HttpContext, int, Task> _answer;
    private readonly int _port = FreePort.Next();
    private WebApplication? _server;
    private int _count;

    private FakeServer(Func<HttpContext, int, Task> answer) => _answer = answer;

    public Uri Address => new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", _port).Uri;

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<Seen> Requests { get; } = [];

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <param name="answer">Gets the request and its number, counted from 1.</param>
    public static async Task<FakeServer> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var server = new FakeServer(answer);
        await server.ResumeAsync();
        return server;
    }

    /// <summary>Answers everything alike.</summary>
    public static Task<FakeServer> StartAsync(int status, string contentType, string body) =>
        StartAsync((context, _) => WriteAsync(context, status, contentType, body));

    public static Task WriteAsync(HttpContext context, int status, string contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, on the same port.</summary>
    public async Task ResumeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString()).UseShutdownTimeout(TimeSpan.Zero);
        _server = builder.Build();
        _server.Run(async context =>
        {
            var number = Interlocked.Increment(ref _count);
            using var body = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            Requests.Enqueue(new Seen(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}",
                await body.ReadToEndAsync(Ended),
                headers.Authorization.ToString(),
                headers["Idempotency-Key"].ToString(),
                headers["Last-Event-ID"].ToString()));
            await _answer(context, number);
        });
        await _server.StartAsync(Ended);
    }

    /// <summary>Takes the server away, with every connection to it.</summary>
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.StopAsync(Ended);
            await _server.DisposeAsync();
            _server = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    internal sealed record Seen(string Line, string Body, string Authorization, string Key, string LastEventId);
}
