using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Reads and writes trees, and keeps those that were used last: the next commit patches them again.</summary>
internal sealed class TreeStore
{
    // Two generations are a least-recently-used cache that needs no list: when the young one is full it becomes the
    // old one, and what is used again moves back.
    private const int GenerationBytes = 16 * 1024 * 1024;

    private Dictionary<ObjectId, byte[]> _young = [];
    private Dictionary<ObjectId, byte[]> _old = [];
    private int _youngBytes;

    /// <summary>The stored form of a tree; empty for null, which stands for a directory that is not there.</summary>
    public byte[] Read(Repository repository, ObjectId? id)
    {
        if (id is null)
        {
            return [];
        }

        if (_young.TryGetValue(id, out var bytes))
        {
            return bytes;
        }

        if (!_old.TryGetValue(id, out bytes))
        {
            bytes = Load(repository, id);
        }

        Remember(id, bytes);
        return bytes;
    }

    /// <summary>Writes a tree; null for an empty one, which git does not keep as an entry.</summary>
    public ObjectId? Write(Repository repository, byte[] tree)
    {
        if (tree.Length == 0)
        {
            return null;
        }

        var id = repository.ObjectDatabase.Write<Tree>(tree);
        Remember(id, tree);
        return id;
    }

    private static byte[] Load(Repository repository, ObjectId id)
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
        return Hash(content).AsSpan().SequenceEqual(id.RawId)
            ? content
            : throw new UnwritableTreeException($"the directory with the tree {id} has a file name that is not UTF-8");
    }

    private static byte[] Hash(byte[] tree)
    {
#pragma warning disable CA5350 // The hash of git objects is SHA-1 by definition.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.ASCII.GetBytes($"tree {tree.Length}\0"));
        hash.AppendData(tree);
        return hash.GetHashAndReset();
    }

    private void Remember(ObjectId id, byte[] tree)
    {
        if (!_young.TryAdd(id, tree))
        {
            return;
        }

        _youngBytes += tree.Length;
        if (_youngBytes > GenerationBytes)
        {
            (_old, _young, _youngBytes) = (_young, [], 0);
        }
    }
}
