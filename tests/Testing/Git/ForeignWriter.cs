using Gimlet.Testing.Installations;

namespace Gimlet.Testing.Git;

/// <summary>Somebody else who pushes to the same branch with plain git, one commit after the other.</summary>
public sealed class ForeignWriter : IAsyncDisposable
{
    private readonly string _clone = Path.Combine(Path.GetTempPath(), $"gimlet-foreign-{Guid.NewGuid():N}");
    private readonly CancellationTokenSource _stop = new();
    private readonly string _branch;
    private readonly TimeSpan _pause;
    private readonly Task _writing;
    private int _pushed;
    private int _rejected;

    private ForeignWriter(string remote, string branch, TimeSpan pause)
    {
        _branch = branch;
        _pause = pause;
        GitCommand.Run("/", "clone", "-q", remote, _clone);
        GitCommand.Run(_clone, "checkout", "-q", "-B", branch);
        Push();
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>The files that are on the remote by now: each was pushed with success.</summary>
    public IReadOnlyList<string> Files => [.. Enumerable.Range(0, Volatile.Read(ref _pushed)).Select(FileOf)];

    /// <summary>Pushes that failed, each of them tried again.</summary>
    public int Rejected => Volatile.Read(ref _rejected);

    /// <summary>Pushes a first commit, and then further ones in the background, with a pause between them.</summary>
    public static ForeignWriter Start(string remote, string branch = "main", TimeSpan pause = default) =>
        new(remote, branch, pause);

    /// <summary>What of its work is not on the branch as it was pushed; empty when nobody touched it.</summary>
    public IReadOnlyList<string> FindLosses(GitopsBranch branch)
    {
        var tip = branch.Tip;
        var subjects = branch.Git("log", "--format=%s", tip).Split('\n').ToHashSet();
        var numbers = Enumerable.Range(0, Volatile.Read(ref _pushed)).ToList();
        var contents = branch.Read(numbers.Select(number => (tip, FileOf(number))));
        return [.. numbers
            .Where(number => !subjects.Contains(SubjectOf(number)) || contents[number] != ContentOf(number))
            .Select(FileOf)];
    }

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

    private static string SubjectOf(int number) => $"Foreign commit {number}";

    private static string ContentOf(int number) => $"{number}\n";

    private async Task WriteAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Push();
            await Task.Delay(_pause, TimeProvider.System, _stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Push()
    {
        var file = Path.Combine(_clone, FileOf(_pushed));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, ContentOf(_pushed));
        GitCommand.Run(_clone, "add", "-A");
        GitCommand.Run(_clone, "commit", "-q", "-m", SubjectOf(_pushed));
        while (!TryPush())
        {
            Interlocked.Increment(ref _rejected);
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
