using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>An open repository, and where its branch is on the remote as far as we know.</summary>
internal sealed class Clone : IDisposable
{
    private readonly IRemote _remote;
    private readonly TreeStore _trees = new();

    public Clone(IRemote remote)
    {
        _remote = remote;
        Git = remote.Open();
    }

    public Repository Git { get; }

    /// <summary>The last tip of the remote's branch that we know; null when there is no such branch.</summary>
    public ObjectId? Tip { get; private set; }

    /// <summary>
    /// False until the remote was seen, and when it may hold what we do not know: before anything is decided, that has
    /// to be fetched.
    /// </summary>
    public bool IsFetched { get; set; }

    /// <summary>Looks where the branch is and gets its commits. Returns whether it is elsewhere than we thought.</summary>
    public bool Fetch()
    {
        var before = Tip;
        Tip = _remote.Fetch(Git);
        IsFetched = true;
        return Tip != before;
    }

    /// <summary>The same where it costs nothing, or is due.</summary>
    public void FetchIfDue()
    {
        if (_remote.IsLocal || !IsFetched)
        {
            Fetch();
        }
    }

    /// <summary>Moves the remote's branch from <see cref="Tip"/> to a new commit.</summary>
    public void Push(ObjectId tip)
    {
        _remote.Push(Git, Tip, tip);
        Tip = tip;
    }

    /// <summary>The commit's tree; null for null, which stands for a branch without commits.</summary>
    public ObjectId? TreeOf(ObjectId? commit) => commit is null
        ? null
        : Git.Lookup<Commit>(commit)?.Tree.Id ?? throw new RepositoryDamagedException($"the commit {commit} is missing");

    /// <summary>The stored form of a tree; empty for null.</summary>
    public byte[] ReadTree(ObjectId? id) => _trees.Read(Git, id);

    /// <summary>Writes a tree and returns its id; null for an empty one.</summary>
    public ObjectId? WriteTree(byte[] tree) => _trees.Write(Git, tree);

    public ObjectId WriteBlob(byte[] content) => Git.ObjectDatabase.Write<Blob>(content);

    /// <summary>The tree at a path such as <c>staging/app</c>; null when there is nothing.</summary>
    public ObjectId? FindDirectory(ObjectId? root, string path)
    {
        var directory = root;
        foreach (var name in path.Split('/'))
        {
            var entry = TreeObject.Find(ReadTree(directory), name);
            if (entry is null)
            {
                return null;
            }

            if (entry.Value.Mode != TreeObject.Directory)
            {
                throw new UnwritableTreeException($"{name} in {path} is a file in the gitops repository, not a directory");
            }

            directory = entry.Value.Id;
        }

        return directory;
    }

    public void Dispose() => Git.Dispose();
}
