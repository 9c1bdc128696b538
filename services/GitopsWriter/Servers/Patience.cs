using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Servers;

/// <summary>
/// How long a server may be silent in one conversation, and how long that may take in all: one that accepts and then
/// says nothing would hold us for ever.
/// </summary>
internal sealed class Patience(TimeSpan silence, TimeSpan longest, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _source = new(Timeout.InfiniteTimeSpan, clock);
    private readonly long _started = clock.GetTimestamp();

    /// <summary>Cancelled when it is over; whoever blocks has to be woken by it.</summary>
    public CancellationToken Token => _source.Token;

    public bool IsOver => _source.IsCancellationRequested;

    /// <summary>Begins to wait anew; it ends with the disposal, because what we do ourselves is no silence.</summary>
    public Watch Begin()
    {
        var left = longest - clock.GetElapsedTime(_started);
        _source.CancelAfter(left > silence ? silence : left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return new Watch(_source);
    }

    public RemoteUnavailableException Failure(Exception? inner = null)
    {
        var what = clock.GetElapsedTime(_started) < longest
            ? $"{silence.TotalSeconds:0} s of silence (GITOPS_SERVER_TIMEOUT)"
            : $"{longest.TotalSeconds:0} s (GITOPS_PUSH_TIMEOUT)";
        return new RemoteUnavailableException(
            $"The gitops repository cannot be reached: it timed out after {what}", inner);
    }

    public void Dispose() => _source.Dispose();

    public readonly ref struct Watch(CancellationTokenSource source)
    {
        public void Dispose() => source.CancelAfter(Timeout.InfiniteTimeSpan);
    }
}
