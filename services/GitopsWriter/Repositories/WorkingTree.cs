using Gimlet.GitopsWriter.Packs;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>
/// The directories from the root to the apps as the last commit of a plan has them, and the pack that their new
/// versions go into. Nothing of it is on disk yet.
/// </summary>
internal sealed class WorkingTree(Clone clone, ObjectId? root)
{
    private readonly Dictionary<ObjectId, TreeObject> _added = [];
    private readonly Dictionary<string, TreeObject> _environments = new(StringComparer.Ordinal);
    private readonly List<ObjectId> _replaced = [];

    public PackWriter Objects { get; } = new();

    public TreeObject Root { get; private set; } = clone.ReadTree(root);

    /// <summary>The tree of an app, also of one that was added just now.</summary>
    public TreeObject Read(ObjectId? id) =>
        id is not null && _added.TryGetValue(id, out var tree) ? tree : clone.ReadTree(id);

    /// <summary>The directory at a path such as <c>staging/app</c>, or <c>app</c>; null when there is none.</summary>
    public ObjectId? Find(string path)
    {
        var (env, name) = Split(path);
        return FindDirectory(Parent(env, path), name, path);
    }

    /// <summary>Adds an app's directory to the pack.</summary>
    public ObjectId Add(TreeObject directory, TreeObject previous)
    {
        Objects.Add(directory, previous);
        _replaced.Add(previous.Id);
        _added[directory.Id] = directory;
        return directory.Id;
    }

    /// <summary>
    /// Puts a directory, or none, at a path, and a file beside it. Returns the tree of the new root.
    /// </summary>
    public ObjectId Replace(string path, ObjectId? directory, string fileName, ObjectId file)
    {
        var (env, name) = Split(path);
        var before = Parent(env, path);
        var after = (directory is null ? before.Without(name) : before.With(name, TreeObject.Directory, directory))
            .With(fileName, TreeObject.File, file);
        Objects.Add(after, before);
        _replaced.Add(before.Id);
        if (env.Length == 0)
        {
            Root = after;
            return Root.Id;
        }

        _environments[env] = after;
        var root = Root.With(env, TreeObject.Directory, after.Id);
        Objects.Add(root, Root);
        _replaced.Add(Root.Id);
        Root = root;
        return Root.Id;
    }

    /// <summary>
    /// Hands the directories to the clone in the place of their earlier versions, for the next plan. To be called once
    /// the pack is on disk.
    /// </summary>
    public void Keep()
    {
        _replaced.ForEach(clone.Forget);
        clone.Remember(Root);
        foreach (var tree in _environments.Values.Concat(_added.Values))
        {
            clone.Remember(tree);
        }
    }

    /// <summary>A directory's directory of that name; null when there is none.</summary>
    public static ObjectId? FindDirectory(TreeObject parent, string name, string path) => parent.Find(name) switch
    {
        null => null,
        (TreeObject.Directory, var id) => id,
        _ => throw new UnwritableTreeException($"{name} in {path} is a file in the gitops repository, not a directory"),
    };

    private static (string Env, string Name) Split(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return (slash < 0 ? "" : path[..slash], path[(slash + 1)..]);
    }

    private TreeObject Parent(string env, string path)
    {
        if (env.Length == 0)
        {
            return Root;
        }

        if (!_environments.TryGetValue(env, out var tree))
        {
            tree = clone.ReadTree(FindDirectory(Root, env, path));
            _environments.Add(env, tree);
        }

        return tree;
    }
}
