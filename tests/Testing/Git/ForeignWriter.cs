namespace Gimlet.Testing.Git;

/// <summary>Somebody else who pushes to the same branch, one commit after the other, as fast as git can.</summary>
public sealed class ForeignWriter : IAsyncDisposable
{
    private readonly string _clone = Path.Combine(Path.GetTempPath(), $"gimlet-foreign-{Guid.NewGuid():N}");
    private readonly CancellationTokenSource _stop = new();
    private readonly string _branch;
    private readonly Task _writing;
    private int _pushed;

    private ForeignWriter(string remote, string branch)
    {
        _branch = branch;
        GitCommand.Run("/", "clone", "-q", remote, _clone);
        GitCommand.Run(_clone, "checkout", "-q", "-B", branch);
        Push();
        _writing = Task.Run(Write);
    }

    /// <summary>The files that are on the remote by now: each was pushed with success.</summary>
    public IReadOnlyList<string> Files => [.. Enumerable.Range(0, Volatile.Read(ref _pushed)).Select(FileOf)];

    /// <summary>Pushes a first commit, and then further ones in the background.</summary>
    public static ForeignWriter Start(string remote, string branch = "main") => new(remote, branch);

    /// <summary>Returns after the last push.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        Directory.Delete(_clone, recursive: true);
    }

    private static string FileOf(int number) => $"foreign/{number}.txt";

    private void Write()
    {
        while (!_stop.IsCancellationRequested)
        {
            Push();
        }
    }

    private void Push()
    {
        var file = Path.Combine(_clone, FileOf(_pushed));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"{_pushed}\n");
        GitCommand.Run(_clone, "add", "-A");
        GitCommand.Run(_clone, "commit", "-q", "-m", $"Foreign commit {_pushed}");
        while (!TryPush())
        {
            TryRebase();
        }

        Interlocked.Increment(ref _pushed);
    }

    private bool TryPush()
    {
        try
        {
            GitCommand.Run(_clone, "push", "-q", "origin", $"HEAD:{_branch}");
            return true;
        }
        catch (InvalidOperationException)
        {
            // The other side was faster, holds the lock of the branch, or the remote is away.
            return false;
        }
    }

    private void TryRebase()
    {
        try
        {
            GitCommand.Run(_clone, "pull", "-q", "--rebase", "origin", _branch);
        }
        catch (InvalidOperationException)
        {
            // The remote is away: the next push tells.
        }
    }
}
