using System.Globalization;
using System.Text.Json;
using Gimlet.Gateway.Requests;
using Gimlet.Protos.Releases;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Tracking;

/// <summary>Writes statuses as server-sent events (HTML Living Standard, section 9.2).</summary>
/// <remarks>By hand, because ASP.NET's own result cannot write the comments that keep a silent stream alive.</remarks>
internal sealed class StatusStream(
    IOptions<TrackingOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<StatusStream> logger)
{
    public const string ContentType = "text/event-stream";

    /// <summary>Writes what <paramref name="follow"/> gives, until that, the client or this process ends.</summary>
    public async Task WriteAsync(HttpContext context, Func<CancellationToken, IAsyncEnumerable<RequestStatus>> follow)
    {
        // A process that stops ends its streams at once: clients come back to another replica and lose nothing.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        await StartAsync(context.Response, end.Token);
        try
        {
            await WriteEventsAsync(context.Response, follow(end.Token), end);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e) when (e is WatchLostException or RpcException)
        {
            Log.WatchGivenUp(logger, e.Message);
        }
    }

    private static Task StartAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        return response.Body.FlushAsync(cancellationToken);
    }

    private async Task WriteEventsAsync(
        HttpResponse response, IAsyncEnumerable<RequestStatus> statuses, CancellationTokenSource end)
    {
        await using var enumerator = statuses.GetAsyncEnumerator(end.Token);
        var next = enumerator.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                await SpeakWhileWaitingAsync(response, next, end.Token);
                if (!await next)
                {
                    return;
                }

                await WriteAsync(response, Format(enumerator.Current), end.Token);
                next = enumerator.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // An enumerator must not be disposed while it moves.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SpeakWhileWaitingAsync(HttpResponse response, Task next, CancellationToken cancellationToken)
    {
        while (!next.IsCompleted)
        {
            using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var silence = Task.Delay(options.Value.KeepAlive, clock, wake.Token);
            if (await Task.WhenAny(next, silence) == silence)
            {
                await silence;
                await WriteAsync(response, ": still here\n\n", cancellationToken);
            }

            await wake.CancelAsync();
        }
    }

    private static string Format(RequestStatus status)
    {
        var data = JsonSerializer.Serialize(ReleaseStatusJson.From(status), GatewayJson.Options);
        return string.Create(CultureInfo.InvariantCulture, $"event: status\nid: {status.Version}\ndata: {data}\n\n");
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
