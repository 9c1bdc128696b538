using System.Text;
using Gimlet.GitopsWriter.Packs;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>
/// A bare repository on this machine. A clone of it would only double the work: objects are written into it, where
/// nobody sees them until the branch is moved to them.
/// </summary>
internal sealed class LocalRemote(RepositorySettings settings, GitopsOptions options, TimeProvider clock) : IRemote
{
    private readonly string _path = settings.LocalPath
        ?? throw new ArgumentException("The repository is not on this machine", nameof(settings));

    public bool IsLocal => true;

    public Repository Open()
    {
        if (settings.Embedded && !Repository.IsValid(_path))
        {
            Create();
        }

        try
        {
            var repository = new Repository(_path);
            if (repository.Info.IsBare)
            {
                return repository;
            }

            repository.Dispose();
            throw new RemoteRefusedException($"{_path} is not a bare repository", isAccess: true);
        }
        catch (RepositoryNotFoundException e)
        {
            // A mount that is late looks just like this.
            throw new RemoteUnavailableException($"There is no git repository at {_path}", e);
        }
    }

    public bool IsBlank(Repository repository) => false;

    public void Renew(int? depth)
    {
        // It is the remote: nothing is in it but what it has.
    }

    public bool HasOutgrown(Repository repository) => false;

    public ObjectId? Fetch(Repository repository) => Branch(repository).Read();

    public void Push(Repository repository, ObjectId? expected, ObjectId tip, Pack pack) =>
        Branch(repository).Move(expected, tip);

    public void Discard()
    {
        // It is the remote: there is nothing to make it from.
    }

    public void Dispose()
    {
        // Nothing is held between two calls.
    }

    private LocalBranch Branch(Repository repository) => new(repository.Info.Path, settings.Branch, clock);

    private void Create()
    {
        Repository.Init(_path, isBare: true);
        using var repository = new Repository(_path);
        repository.Refs.UpdateTarget("HEAD", $"refs/heads/{settings.Branch}");
        if (Fetch(repository) is not null)
        {
            return;
        }

        var readme = repository.ObjectDatabase.Write<Blob>(
            Encoding.UTF8.GetBytes("Releases are written here by Gimlet, a directory per environment and app.\n"));
        var root = TreeObject.Empty.With("README.md", TreeObject.File, readme);
        var tree = repository.ObjectDatabase.Write<Tree>(root.Content);
        var gimlet = new CommitSignature(options.CommitterName, options.CommitterEmail, clock.GetUtcNow());
        var commit = CommitObject.Make(tree, parent: null, gimlet, gimlet, "chore: create the repository\n");
        Branch(repository).Move(expected: null, repository.ObjectDatabase.Write<Commit>(commit));
    }
}
