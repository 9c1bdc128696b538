using System.Diagnostics;
using Gimlet.Testing.Git;

namespace Gimlet.Benchmarks.Load;

/// <summary>Sees every push to a bare repository from outside, to about a millisecond.</summary>
internal sealed class RemoteWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _repository;
    private readonly string _branchFile;
    private readonly List<(string Sha, long Seen)> _tips = [];
    private readonly Thread _thread;
    private readonly ManualResetEvent _stop = new(initialState: false);

    public RemoteWatch(string repository)
    {
        _repository = repository;
        _branchFile = Path.Combine(repository, "refs", "heads", "main");
        _tips.Add((GitCommand.Run(repository, "rev-parse", "refs/heads/main"), Stopwatch.GetTimestamp()));
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    public string Tip
    {
        get
        {
            lock (_tips)
            {
                return _tips[^1].Sha;
            }
        }
    }

    /// <summary>Waits for another tip and returns the timestamp at which it was seen.</summary>
    public async Task<long> WaitForChangeAsync(string tip, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            lock (_tips)
            {
                if (_tips[^1].Sha != tip)
                {
                    return _tips[^1].Seen;
                }
            }

            ThrowIfOver(started);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>When the commit of each request was pushed, once all are; fewer if they do not come.</summary>
    public async Task<Dictionary<string, long>> WaitForRequestsAsync(
        string begin, IReadOnlyCollection<string> requests, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (CountSince(begin) < requests.Count && Stopwatch.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellationToken);
        }

        var wanted = requests.ToHashSet(StringComparer.Ordinal);
        return ReadPushes(begin).Where(push => wanted.Contains(push.Key)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>When the commit of each request that is on the branch by now was pushed.</summary>
    public Dictionary<string, long> ReadPushes(string begin) => ListPushes(begin)
        .Where(push => push.Request.Length > 0)
        .DistinctBy(push => push.Request)
        .ToDictionary(push => push.Request, push => push.Seen, StringComparer.Ordinal);

    /// <summary>Commits on the branch that came after another.</summary>
    public int CountSince(string begin) => int.Parse(
        GitCommand.Run(_repository, "rev-list", "--count", $"{begin}..main"),
        System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private static void ThrowIfOver(long started)
    {
        if (Stopwatch.GetElapsedTime(started) > Patience)
        {
            throw new TimeoutException("A deploy was accepted and never pushed.");
        }
    }

    // Every commit came with the first push at or behind it.
    private IEnumerable<(string Request, long Seen)> ListPushes(string begin)
    {
        Dictionary<string, long> seen;
        lock (_tips)
        {
            seen = _tips.GroupBy(tip => tip.Sha).ToDictionary(tips => tips.Key, tips => tips.First().Seen);
        }

        var log = GitCommand.Run(
            _repository,
            "log",
            "--format=%H %(trailers:key=Gimlet-Request,valueonly,separator=%x2C)",
            $"{begin}..main");
        var pushed = 0L;
        foreach (var line in log.Split('\n'))
        {
            var (sha, request) = (line[..40], line[41..]);
            pushed = seen.GetValueOrDefault(sha, pushed);
            yield return (request, pushed);
        }
    }

    private void Watch()
    {
        while (!_stop.WaitOne(1))
        {
            var tip = Read();
            lock (_tips)
            {
                if (tip is not null && tip != _tips[^1].Sha)
                {
                    _tips.Add((tip, Stopwatch.GetTimestamp()));
                }
            }
        }
    }

    private string? Read()
    {
        try
        {
            return File.ReadAllText(_branchFile).Trim() is { Length: 40 } sha ? sha : null;
        }
        catch (IOException)
        {
            // The file is being replaced.
            return null;
        }
    }
}
