using System.Collections.Concurrent;

namespace Gimlet.Helm.Sources;

/// <summary>
/// Does what many ask for at the same time once. The work has its own time limit, because one caller who gives up
/// must not take it from the others.
/// </summary>
internal sealed class SingleFlight(TimeProvider clock, TimeSpan timeout)
{
    private readonly ConcurrentDictionary<object, Lazy<Task<object>>> _running = new();

    public async Task<T> RunAsync<T>(
        object key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        where T : class
    {
        var task = _running.GetOrAdd(key, _ => new Lazy<Task<object>>(() => Task.Run(() => WorkAsync(key, work))));
        return (T)await task.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<object> WorkAsync<T>(object key, Func<CancellationToken, Task<T>> work)
        where T : class
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        try
        {
            return await work(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new ChartException($"fetching took longer than {timeout.TotalSeconds:0.###} s", e);
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }
}
