namespace Gimlet.Manifests.Variables;

/// <summary>Bounds the time that all templates of one manifest take together.</summary>
internal sealed class Deadline : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _source;

    public Deadline(CancellationToken caller)
    {
        _caller = caller;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _source.CancelAfter(Limit);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is up, as opposed to the caller having given up.</summary>
    public bool IsOver => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Dispose()
    {
        _source.Dispose();
    }
}
