using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Gimlet.Testing.Kubernetes;

/// <summary>The watches that are open, each a connection that a test can cut, end or expire.</summary>
internal sealed class WatchStreams(ObjectStore store)
{
    private enum Order
    {
        Bookmark,
        Expire,
        End,
        Drop,
        DropMidLine,
    }

    private readonly Lock _lock = new();
    private readonly List<Channel<Order>> _open = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    public void SendBookmarks() => Send(Order.Bookmark);

    public void Expire() => Send(Order.Expire);

    public void End() => Send(Order.End);

    public void Drop(bool midLine) => Send(midLine ? Order.DropMidLine : Order.Drop);

    public async Task ServeAsync(HttpContext context, string kind, string? watchedNamespace, long version)
    {
        var orders = Channel.CreateUnbounded<Order>();
        lock (_lock)
        {
            _open.Add(orders);
        }
        try
        {
            context.Response.ContentType = "application/json";
            // Sends the headers: a client knows that it is connected before anything happens.
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await StreamAsync(context, kind, watchedNamespace, version, orders.Reader);
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
        finally
        {
            lock (_lock)
            {
                _open.Remove(orders);
            }
        }
    }

    private async Task StreamAsync(
        HttpContext context, string kind, string? watchedNamespace, long version, ChannelReader<Order> orders)
    {
        while (true)
        {
            var after = store.After(version);
            foreach (var change in after?.Changes ?? [])
            {
                if (change.Kind == kind && (watchedNamespace is null || change.Namespace == watchedNamespace))
                {
                    await WriteAsync(context, Event(change.Type, change.Object));
                }
            }
            version = after?.Version ?? version;
            if (orders.TryRead(out var order))
            {
                if (!await ObeyAsync(context, kind, order, version))
                {
                    return;
                }
            }
            else if (after is null)
            {
                await WriteAsync(context, Event("ERROR", KubernetesApi.Expired()));
                return;
            }
            else
            {
                await Task.WhenAny(after.Value.More, orders.WaitToReadAsync(context.RequestAborted).AsTask());
                context.RequestAborted.ThrowIfCancellationRequested();
            }
        }
    }

    // False when the stream is over.
    private static async Task<bool> ObeyAsync(HttpContext context, string kind, Order order, long version)
    {
        switch (order)
        {
            case Order.Bookmark:
                await WriteAsync(context, Event("BOOKMARK", Bookmark(kind, version)));
                return true;
            case Order.Expire:
                await WriteAsync(context, Event("ERROR", KubernetesApi.Expired()));
                return false;
            case Order.DropMidLine:
                const string Half = """{"type":"MODIFIED","object":{"metadata":{"na""";
                await context.Response.WriteAsync(Half, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                return false;
            case Order.Drop:
                context.Abort();
                return false;
            default:
                return false;
        }
    }

    private void Send(Order order)
    {
        lock (_lock)
        {
            _open.ForEach(orders => orders.Writer.TryWrite(order));
        }
    }

    private static JsonObject Event(string type, JsonObject subject) =>
        new() { ["type"] = type, ["object"] = subject.DeepClone() };

    private static JsonObject Bookmark(string kind, long version) => new()
    {
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) },
    };

    private static async Task WriteAsync(HttpContext context, JsonObject line)
    {
        await context.Response.WriteAsync(line.ToJsonString() + "\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
