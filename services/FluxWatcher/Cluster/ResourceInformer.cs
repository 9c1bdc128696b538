using System.Net;
using Gimlet.FluxWatcher.Objects;

namespace Gimlet.FluxWatcher.Cluster;

/// <summary>Keeps the view of one kind up to date: lists it, then watches from the version of the list.</summary>
/// <remarks>
/// A watch that only ended goes on from its last version; one whose history the server has forgotten (410) begins with
/// a list again, which also shows what was deleted meanwhile. A heartbeat relist repairs what a silent connection
/// withheld.
/// </remarks>
internal sealed class ResourceInformer(
    FluxKind kind,
    string? watchedNamespace,
    ResourceClient client,
    ClusterView view,
    WatchTimings timings,
    TimeProvider clock,
    ILogger logger)
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _relistLock = new();
    private CancellationTokenSource? _watch;
    private bool _relistAsked;
    private string? _version;
    private int _failures;

    public FluxKind Kind => kind;

    /// <summary>Ends at the first list, or when it is known that there is nothing to list.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Null while all is well, otherwise why nothing is seen.</summary>
    public string? Trouble { get; private set; } = "not connected yet";

    /// <summary>Whether the cluster does not have this kind at all.</summary>
    public bool NotInstalled { get; private set; }

    /// <summary>Lists again, at once where a watch is open, otherwise as soon as the server answers.</summary>
    public void Relist()
    {
        lock (_relistLock)
        {
            _relistAsked = true;
            _watch?.Cancel();
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ListAsync(cancellationToken);
                await WatchAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Also what a credential plugin may throw: there is nothing better to do than to try again.
                await PauseAsync(e, cancellationToken);
            }
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        if (TakeRelist() || _version is null)
        {
            _version = null;
            var list = await client.ListAsync(kind, watchedNamespace, cancellationToken);
            view.Replace(kind, watchedNamespace, list.Objects);
            _version = list.Version;
            _answered.TrySetResult();
            Recover();
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var relist = BeginWatch(cancellationToken);
        var events = 0;
        try
        {
            using var watch = await client.WatchAsync(kind, watchedNamespace, _version!, relist.Token);
            Recover();
            await foreach (var change in watch.ReadAsync(relist.Token))
            {
                Apply(change);
                events++;
            }
        }
        catch (OperationCanceledException) when (relist.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _failures = 0;
            return;
        }
        finally
        {
            EndWatch(relist);
        }
        if (events == 0 && clock.GetElapsedTime(started) < timings.ShortestWatch)
        {
            throw new IOException("the server ended the watch at once");
        }
        FluxMetrics.WatchRestarted(kind, "ended");
    }

    private void Apply(WatchEvent change)
    {
        if (change.Object is { } subject && change.Type == "DELETED")
        {
            view.Remove(kind, subject.Key);
        }
        else if (change.Object is { } present)
        {
            view.Set(kind, present);
        }
        _version = change.Version;
        _failures = 0;
    }

    private void Recover()
    {
        if (Trouble is not null)
        {
            Log.Watching(logger, kind.Name, watchedNamespace ?? "all namespaces", view.Count(kind));
        }
        Trouble = null;
        NotInstalled = false;
    }

    private async Task PauseAsync(Exception e, CancellationToken cancellationToken)
    {
        var status = (e as KubernetesApiException)?.Status;
        var pause = timings.Backoff(++_failures);
        FluxMetrics.WatchRestarted(kind, status is HttpStatusCode.Gone ? "expired" : "failed");
        // A server that was away is asked for what came after; whatever else went wrong, a list puts it right.
        var wasAway = e is IOException or HttpRequestException
            || status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
        _version = wasAway ? _version : null;
        switch (status)
        {
            case HttpStatusCode.Gone:
                Log.HistoryExpired(logger, kind.Name);
                break;
            case HttpStatusCode.NotFound:
                Log.KindNotInstalled(logger, kind.Name, kind.Group, kind.Version);
                Trouble = "not installed in this cluster";
                NotInstalled = true;
                pause = timings.SlowRetry;
                view.Replace(kind, watchedNamespace, []);
                _answered.TrySetResult();
                break;
            case HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized:
                Log.AccessDenied(logger, kind.Name, kind.Plural, kind.Group, e.Message);
                Trouble = $"access denied: {e.Message}";
                pause = timings.SlowRetry;
                _answered.TrySetResult();
                break;
            default:
                Log.WatchFailed(logger, kind.Name, e.Message, pause);
                Trouble = $"disconnected: {e.Message}";
                break;
        }
        await Task.Delay(pause, clock, cancellationToken);
    }

    private bool TakeRelist()
    {
        lock (_relistLock)
        {
            var asked = _relistAsked;
            _relistAsked = false;
            return asked;
        }
    }

    private CancellationTokenSource BeginWatch(CancellationToken cancellationToken)
    {
        lock (_relistLock)
        {
            return _watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        }
    }

    private void EndWatch(CancellationTokenSource watch)
    {
        lock (_relistLock)
        {
            _watch = null;
        }
        watch.Dispose();
    }
}
