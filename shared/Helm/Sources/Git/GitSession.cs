using LibGit2Sharp;

namespace Gimlet.Helm.Sources;

/// <summary>One conversation with a git server: how to reach it, what it may transfer, what went wrong.</summary>
internal sealed class GitSession(ChartHttp http, long maxBytes, CancellationToken cancellationToken)
{
    // The library makes its transports itself and calls them on the thread that fetches.
    [ThreadStatic]
    private static GitSession? _current;

    private long _received;

    public static GitSession Current =>
        _current ?? throw new InvalidOperationException("Charts are fetched within a session alone");

    public ChartHttp Http => http;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Where the server answered in the end, if it redirected.</summary>
    public string? RedirectedTo { get; set; }

    /// <summary>The error that the library knows as a few words only.</summary>
    public ChartException? Failure { get; set; }

    /// <summary>Runs what talks to the server, with errors that say what happened.</summary>
    public T Run<T>(Func<T> talk, Func<string> words)
    {
        _current = this;
        try
        {
            return talk();
        }
        catch (LibGit2SharpException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure ?? new ChartException($"git: {(words() is { Length: > 0 } said ? said : e.Message)}", e);
        }
        finally
        {
            _current = null;
        }
    }

    public bool OnProgress(TransferProgress progress)
    {
        Count(progress.ReceivedBytes - _received);
        return Failure is null && !cancellationToken.IsCancellationRequested;
    }

    /// <summary>Counts what arrived; too much is a failure.</summary>
    public void Count(long bytes)
    {
        _received += Math.Max(0, bytes);
        if (_received > maxBytes)
        {
            Failure ??= new ChartException($"the git repository sends more than {maxBytes} bytes");
        }
    }
}
