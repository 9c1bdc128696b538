using Gimlet.GitopsWriter.Packs;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>An open repository, and where its branch is on the remote as far as we know.</summary>
internal sealed class Clone : IDisposable
{
    // A clone begins with the tip. Most of what is asked about the past is answered by the database, and most of the
    // rest by some hundred commits.
    private static readonly int?[] Depths = [1, 256, null];

    private readonly IRemote _remote;
    private TreeStore _trees = new();
    private (ObjectId Commit, ObjectId Tree)? _pushed;
    private int _depth;

    public Clone(IRemote remote)
    {
        _remote = remote;
        Git = remote.Open();
    }

    public Repository Git { get; private set; }

    /// <summary>The last tip of the remote's branch that we know; null when there is no such branch.</summary>
    public ObjectId? Tip { get; private set; }

    /// <summary>
    /// False until the remote was seen, and when it may hold what we do not know: before anything is decided, that has
    /// to be fetched.
    /// </summary>
    public bool IsFetched { get; set; }

    /// <summary>
    /// Looks where the branch is and gets its commits. Returns whether it is elsewhere than we thought.
    /// </summary>
    public bool Fetch()
    {
        if (_remote.IsBlank(Git))
        {
            TryBegin();
        }

        var before = Tip;
        Tip = _remote.Fetch(Git);
        IsFetched = true;
        return Tip != before;
    }

    /// <summary>Older commits of the branch may be on the remote that are not here.</summary>
    public bool CanDeepen => _depth < Depths.Length - 1 && Git.Info.IsShallow;

    /// <summary>Gets more of them; what was looked up in <see cref="Git"/> before is of no use afterwards.</summary>
    public void Deepen()
    {
        _remote.Renew(Depths[_depth + 1]);
        _depth++;
        Reopen();
    }

    /// <summary>
    /// Begins again with the tip of the branch once the clone has outgrown that by far: a history that is added to for
    /// years would fill the disk, and most of it is never asked for. Returns whether it did.
    /// </summary>
    public bool TrimIfDue()
    {
        if (!_remote.HasOutgrown(Git))
        {
            return false;
        }

        Begin();

        // What is not of the tip is not here any more.
        (_trees, _pushed) = (new TreeStore(), null);
        IsFetched = false;
        return true;
    }

    /// <summary>Fetches where it costs nothing, or is due.</summary>
    public void FetchIfDue()
    {
        if (_remote.IsLocal || !IsFetched)
        {
            Fetch();
        }
    }

    /// <summary>
    /// Adds the objects of new commits, and moves the remote's branch from <see cref="Tip"/> to the last.
    /// </summary>
    public void Push(WorkingTree tree, ObjectId tip)
    {
        var pack = tree.Objects.Build();
        var files = new PackFiles(Git.Info.Path);
        Write(files, pack);
        try
        {
            _remote.Push(Git, Tip, tip, pack);
        }
        catch (Exception e) when (e is BranchMovedException or RemoteRefusedException)
        {
            // Nobody will ever ask for these commits. After any other error they may be on the branch all the same.
            files.Remove(pack.Name);
            throw;
        }

        Tip = tip;
        _pushed = (tip, tree.Root.Id);
        tree.Keep();
    }

    /// <summary>Forgets which packs there are; to be called when one was taken away.</summary>
    public void Reopen()
    {
        Git.Dispose();
        Git = _remote.Open();
    }

    /// <summary>The commit's tree; null for null, which stands for a branch without commits.</summary>
    public ObjectId? TreeOf(ObjectId? commit) => commit is null
        ? null
        : commit == _pushed?.Commit
        ? _pushed?.Tree
        : Git.Lookup<Commit>(commit)?.Tree.Id
            ?? throw new RepositoryDamagedException($"the commit {commit} is missing");

    /// <summary>The tree of that name; the empty one for null.</summary>
    public TreeObject ReadTree(ObjectId? id) => _trees.Read(Git, id);

    /// <summary>Keeps a tree in memory that was just written.</summary>
    public void Remember(TreeObject tree) => _trees.Remember(tree);

    /// <summary>Drops from memory a tree that has a later version.</summary>
    public void Forget(ObjectId id) => _trees.Forget(id);

    /// <summary>The tree at a path such as <c>staging/app</c>; null when there is nothing.</summary>
    public ObjectId? FindDirectory(ObjectId? root, string path)
    {
        var directory = root;
        foreach (var name in path.Split('/'))
        {
            directory = directory is null ? null : WorkingTree.FindDirectory(ReadTree(directory), name, path);
        }

        return directory;
    }

    public void Dispose() => Git.Dispose();

    private void TryBegin()
    {
        try
        {
            Begin();
        }
        catch (RemoteUnavailableException e) when (e.InnerException is LibGit2SharpException)
        {
            // A server that gives no part of a history says so in words of its own; all of it is fetched next.
        }
    }

    private void Begin()
    {
        _remote.Renew(Depths[0]);
        _depth = 0;
        Reopen();
    }

    private static void Write(PackFiles files, Pack pack)
    {
        try
        {
            files.Add(pack);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RemoteErrors.OfDisk(e);
        }
    }
}
