using System.Diagnostics;
using System.Threading.Channels;
using Gimlet.GitopsWriter.CommitStatuses;
using Gimlet.GitopsWriter.Rendering;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// The writes that wait for one repository. They are rendered while they wait, beside each other and beside the push
/// that is under way.
/// </summary>
internal sealed class WriteQueue(IManifestRenderer renderer, SemaphoreSlim renderSlots)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PendingWrite> _pending = new(StringComparer.Ordinal);

    // Holds at most one token: "something may be ready".
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Queues a write; one that is in the queue already is not queued twice.</summary>
    public PendingWrite Add(Write write, ActivityContext trace, CancellationToken stopping)
    {
        PendingWrite pending;
        lock (_lock)
        {
            if (_pending.TryGetValue(write.ResultId, out var present))
            {
                return present;
            }

            pending = new PendingWrite(write, trace);
            _pending.Add(write.ResultId, pending);
            WriterMetrics.Queued.Add(1);
        }

        _ = PrepareAsync(pending, stopping);
        return pending;
    }

    /// <summary>Waits until <see cref="Peek"/> may have something.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) =>
        await _signal.Reader.ReadAsync(cancellationToken);

    /// <summary>Asks for another look, for example at what did not fit into the last batch.</summary>
    public void Signal() => _signal.Writer.TryWrite(true);

    /// <summary>
    /// What can be committed now, in the order of the requests. A write whose app has an older one that is still being
    /// rendered waits for it, or the older one would end as superseded.
    /// </summary>
    public IReadOnlyList<PendingWrite> Peek(int count, int size)
    {
        lock (_lock)
        {
            var aside = _pending.Values.Where(pending => pending.RoundsAside > 0).ToList();
            var batch = Choose(count, size);
            if (batch.Count > 0)
            {
                aside.ForEach(pending => pending.RoundsAside--);
                return batch;
            }

            aside.ForEach(pending => pending.RoundsAside = 0);
            return aside.Count > 0 ? Choose(count, size) : batch;
        }
    }

    /// <summary>Takes a write out of the queue and tells whoever waits for it.</summary>
    public void Complete(PendingWrite pending, Outcome outcome)
    {
        lock (_lock)
        {
            _pending.Remove(pending.Write.ResultId);
            WriterMetrics.Queued.Add(-1);
        }

        pending.Complete(outcome);
    }

    private List<PendingWrite> Choose(int count, int size)
    {
        var batch = new List<PendingWrite>();
        var waiting = new HashSet<(string, string)>();
        foreach (var pending in _pending.Values.OrderBy(pending => pending.Write.Sequence))
        {
            var app = (pending.Write.Env, pending.Write.App);
            if (!pending.IsReady || pending.RoundsAside > 0 || waiting.Contains(app))
            {
                waiting.Add(app);
                continue;
            }

            size -= pending.Size;
            if (batch.Count == count || (size < 0 && batch.Count > 0))
            {
                break;
            }

            batch.Add(pending);
        }

        return batch;
    }

    private async Task PrepareAsync(PendingWrite pending, CancellationToken stopping)
    {
        if (pending.Write is ReleaseWrite release)
        {
            await RenderAsync(pending, release, stopping);
        }

        Signal();
    }

    private async Task RenderAsync(PendingWrite pending, ReleaseWrite release, CancellationToken stopping)
    {
        try
        {
            await renderSlots.WaitAsync(stopping);
            try
            {
                await Task.Run(
                    async () =>
                    {
                        var files = await renderer.RenderAsync(release.Manifest, stopping);
                        pending.SetRendered(files, RenderedObjects.Parse(files));
                    },
                    stopping);
            }
            finally
            {
                renderSlots.Release();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It stays unrendered and unanswered; the next process takes it up again.
        }
        catch (RenderException e)
        {
            pending.RenderError = e.Message;
        }
        catch (Exception e)
        {
            // A renderer with a defect must not leave the release waiting for ever.
            pending.RenderError = $"Rendering failed unexpectedly: {e.Message}";
        }
    }
}
