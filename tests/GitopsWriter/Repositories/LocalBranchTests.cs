using Gimlet.GitopsWriter.Repositories;
using Gimlet.Testing.Git;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Tests.Repositories;

public sealed class LocalBranchTests : IAsyncDisposable
{
    private readonly FileRemote _remote = new();

    private LocalBranch Branch => new(_remote.Folder, "main", TimeProvider.System);

    private string LockFile => Path.Combine(_remote.Folder, "refs", "heads", "main.lock");

    public ValueTask DisposeAsync() => _remote.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Move_FromWhereItIs_IsWhatGitSees(bool packed)
    {
        var before = Branch.Read();
        var next = Commit();
        if (packed)
        {
            _remote.Git("pack-refs", "--all");
        }

        Branch.Move(before, next);

        Assert.Equal(next.Sha, _remote.Git("rev-parse", "refs/heads/main"));
        Assert.Equal(next, Branch.Read());
        Assert.False(File.Exists(LockFile));
    }

    [Fact]
    public void Move_FromElsewhere_LeavesTheBranch()
    {
        var before = Branch.Read();
        var foreign = _remote.Commit("foreign.txt", "1");

        Assert.Throws<BranchMovedException>(() => Branch.Move(before, Commit()));
        Assert.Throws<BranchMovedException>(() => Branch.Move(expected: null, Commit()));

        Assert.Equal(foreign, _remote.Git("rev-parse", "main"));
        Assert.False(File.Exists(LockFile));
    }

    [Fact]
    public void Move_OfABranchInAFolder_CreatesIt()
    {
        var branch = new LocalBranch(_remote.Folder, "live/eu", TimeProvider.System);
        var commit = Commit();

        branch.Move(expected: null, commit);

        Assert.Equal(commit.Sha, _remote.Git("rev-parse", "live/eu"));
    }

    [Fact]
    public void Branch_OfARepositoryThatIsAway_IsUnavailableAndNotDeleted()
    {
        var before = Branch.Read();
        var commit = Commit();
        var away = _remote.Folder + ".away";
        Directory.Move(_remote.Folder, away);

        Assert.Throws<RemoteUnavailableException>(() => Branch.Read());
        Assert.Throws<RemoteUnavailableException>(() => Branch.Move(before, commit));

        Assert.False(Directory.Exists(_remote.Folder));
        Directory.Move(away, _remote.Folder);
        Assert.Equal(before, Branch.Read());
    }

    // Whoever is killed with the lock in hand has its note in gimlet.lock; a lock without a note is git's.
    [Fact]
    public void Move_AfterAProcessWasKilledWithTheLock_TakesItOver()
    {
        var before = Branch.Read();
        var next = Commit();
        File.WriteAllText(LockFile, "half a ha");
        File.WriteAllText(Path.Combine(_remote.Folder, "gimlet.lock"), "refs/heads/main");

        Branch.Move(before, next);

        Assert.Equal(next.Sha, _remote.Git("rev-parse", "main"));
    }

    [Fact]
    public async Task Move_WhileGitHasTheLock_Waits()
    {
        var before = Branch.Read();
        var next = Commit();
        File.WriteAllText(LockFile, "");

        var stop = TestContext.Current.CancellationToken;
        var move = Task.Run(() => Branch.Move(before, next), stop);
        await Task.WhenAny(move, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop));
        Assert.False(move.IsCompleted);
        File.Delete(LockFile);
        await move;

        Assert.Equal(next.Sha, _remote.Git("rev-parse", "main"));
    }

    [Fact]
    public async Task Move_ByManyAtOnce_LosesNone()
    {
        const int Writers = 4;
        const int Commits = 25;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() =>
        {
            for (var done = 0; done < Commits;)
            {
                var tip = Branch.Read();
                try
                {
                    Branch.Move(tip, Commit(tip));
                    done++;
                }
                catch (BranchMovedException)
                {
                    // Somebody else was first; the next attempt builds on that.
                }
            }
        })));

        Assert.Equal($"{1 + (Writers * Commits)}", _remote.Git("rev-list", "--count", "main"));
    }

    private ObjectId Commit(ObjectId? parent = null)
    {
        using var repository = new Repository(_remote.Folder);
        var somebody = new CommitSignature("somebody", "somebody@example.com", TimeProvider.System.GetUtcNow());
        parent ??= Branch.Read();
        var tree = repository.Lookup<Commit>(parent!).Tree.Id;
        return repository.ObjectDatabase.Write<Commit>(
            CommitObject.Make(tree, parent, somebody, somebody, $"{Guid.NewGuid()}\n"));
    }
}
