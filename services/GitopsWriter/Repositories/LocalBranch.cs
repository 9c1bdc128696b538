using System.Text;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>
/// The file of a branch, moved as git itself moves it: <c>BRANCH.lock</c> is created exclusively, the present value is
/// compared, the new one written to the lock and the lock renamed. The library's local transport would overwrite the
/// branch without comparing, and with it another writer's commits.
/// </summary>
internal sealed class LocalBranch(string repositoryPath, string branch, TimeProvider clock)
{
    private const int HashLength = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _name = $"refs/heads/{branch}";
    private readonly string _file = Path.Combine(repositoryPath, "refs", "heads", branch);

    private string LockFile => _file + ".lock";

    /// <summary>The commit that the branch is at; null when there is no such branch.</summary>
    public ObjectId? Read()
    {
        // A loose file wins over the packed line. Git packs by writing the line first and removing the file after, so
        // a branch that is not found in this order may only have moved between the two looks.
        var tip = ReadLoose() ?? ReadPacked() ?? ReadLoose();
        if (tip is null)
        {
            RequireRepository();
        }

        return tip;
    }

    /// <summary>Moves the branch; <see cref="BranchMovedException"/> when it is not at the expected commit.</summary>
    public void Move(ObjectId? expected, ObjectId tip)
    {
        RequireRepository();
        var folder = Path.GetDirectoryName(_file)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
        }

        using var note = TakeNote();
        try
        {
            using (var file = Wait(() => TakeLock(note)))
            {
                var present = Read();
                if (present != expected)
                {
                    throw new BranchMovedException($"{branch} is at {present?.Sha ?? "no commit"}");
                }

                file.Write(Encoding.ASCII.GetBytes(tip.Sha + "\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(LockFile, _file, overwrite: true);
        }
        catch (BranchMovedException)
        {
            File.Delete(LockFile);
            throw;
        }
        finally
        {
            note.SetLength(0);
        }
    }

    // A repository that is away has no branch either, and yet nobody deleted it.
    private void RequireRepository()
    {
        if (!File.Exists(Path.Combine(repositoryPath, "HEAD")))
        {
            throw new RemoteUnavailableException($"There is no git repository at {repositoryPath}");
        }
    }

    private ObjectId? ReadLoose()
    {
        try
        {
            var content = File.ReadAllText(_file).Trim();
            return ObjectId.TryParse(content, out var id)
                ? id
                : throw new RepositoryDamagedException($"{_name} does not hold the hash of a commit");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private ObjectId? ReadPacked()
    {
        var packed = Path.Combine(repositoryPath, "packed-refs");
        if (!File.Exists(packed))
        {
            return null;
        }

        var line = File.ReadLines(packed).FirstOrDefault(line =>
            line.Length == HashLength + 1 + _name.Length && line.EndsWith(" " + _name, StringComparison.Ordinal));
        return line is null ? null : new ObjectId(line[..HashLength]);
    }

    // A process that is killed while it holds the branch's lock leaves it behind for ever. So it first takes this file,
    // which the system unlocks when a process ends, and notes in it whose lock it is about to take: the next one that
    // comes here finds the note and knows that the lock is nobody's any more.
    private FileStream TakeNote()
    {
        var note = Wait(() => new FileStream(
            Path.Combine(repositoryPath, "gimlet.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        using var reader = new StreamReader(note, leaveOpen: true);
        var abandoned = reader.ReadToEnd();
        if (abandoned.StartsWith("refs/heads/", StringComparison.Ordinal))
        {
            File.Delete(Path.Combine(repositoryPath, abandoned + ".lock"));
        }

        note.SetLength(0);
        return note;
    }

    private FileStream TakeLock(FileStream note)
    {
        note.Write(Encoding.UTF8.GetBytes(_name));
        note.Flush();
        try
        {
            return new FileStream(LockFile, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException)
        {
            // The lock is somebody else's, so the note would be wrong.
            note.SetLength(0);
            throw;
        }
    }

    // Git holds the lock for an instant; whoever holds it longer is asked again in the next round.
    private FileStream Wait(Func<FileStream> open)
    {
        var started = clock.GetTimestamp();
        var spin = default(SpinWait);
        while (true)
        {
            try
            {
                return open();
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException))
            {
                if (clock.GetElapsedTime(started) > Patience)
                {
                    throw new RemoteUnavailableException($"{LockFile} is held by another process", e);
                }

                spin.SpinOnce();
            }
        }
    }
}
