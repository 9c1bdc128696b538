using System.Text;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Reads trees, and keeps those that were used last: the next commit patches them again.</summary>
internal sealed class TreeStore
{
    // Two generations are a least-recently-used cache that needs no list: when the young one is full it becomes the
    // old one, and what is used again moves back.
    private const int GenerationBytes = 16 * 1024 * 1024;

    private Dictionary<ObjectId, TreeObject> _young = [];
    private Dictionary<ObjectId, TreeObject> _old = [];
    private int _youngBytes;

    /// <summary>
    /// The tree of that name; the empty one for null, which stands for a directory that is not there.
    /// </summary>
    public TreeObject Read(Repository repository, ObjectId? id)
    {
        if (id is null)
        {
            return TreeObject.Empty;
        }

        if (_young.TryGetValue(id, out var tree))
        {
            return tree;
        }

        if (!_old.TryGetValue(id, out tree))
        {
            tree = Load(repository, id);
        }

        Remember(tree);
        return tree;
    }

    /// <summary>Keeps a tree that the repository has by now.</summary>
    public void Remember(TreeObject tree)
    {
        if (tree.IsEmpty || !_young.TryAdd(tree.Id, tree))
        {
            return;
        }

        _youngBytes += tree.Content.Length;
        if (_youngBytes > GenerationBytes)
        {
            (_old, _young, _youngBytes) = (_young, [], 0);
        }
    }

    /// <summary>Drops a tree that nobody is expected to read again.</summary>
    public void Forget(ObjectId id)
    {
        if (_young.Remove(id, out var tree))
        {
            _youngBytes -= tree.Content.Length;
        }

        _old.Remove(id);
    }

    private static TreeObject Load(Repository repository, ObjectId id)
    {
        var tree = repository.Lookup<Tree>(id)
            ?? throw new RepositoryDamagedException($"the tree {id} is missing");
        using var bytes = new MemoryStream(tree.Count * 40);
        foreach (var entry in tree)
        {
            bytes.Write(Encoding.ASCII.GetBytes(Convert.ToString((int)entry.Mode, 8)));
            bytes.WriteByte((byte)' ');
            bytes.Write(Encoding.UTF8.GetBytes(entry.Name));
            bytes.WriteByte(0);
            bytes.Write(entry.Target.Id.RawId);
        }

        // The library hands out names as text. One that is no UTF-8 would come back as another: better no commit than
        // one that renames somebody's file.
        var content = bytes.ToArray();
        return Packs.ObjectHash.Of(Packs.ObjectKind.Tree, content) == id
            ? TreeObject.Parse(content, id)
            : throw new UnwritableTreeException($"the directory with the tree {id} has a file name that is not UTF-8");
    }
}
