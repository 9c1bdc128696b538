using System.Text;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>
/// A git tree in its stored form: per entry the mode, a space, the name, a zero byte and twenty bytes of hash, sorted
/// by name with a slash behind the names of directories. Patching those bytes costs one copy, however many entries
/// there are, where an object per entry would cost most of a commit in a directory of thousands of apps.
/// </summary>
internal static class TreeObject
{
    public const string Directory = "40000";
    public const string File = "100644";

    private const int HashLength = 20;

    /// <summary>The entry of that name; null when there is none.</summary>
    public static (string Mode, ObjectId Id)? Find(ReadOnlySpan<byte> tree, string name)
    {
        var wanted = Encoding.UTF8.GetBytes(name);
        foreach (var entry in new Entries(tree))
        {
            if (entry.Name.SequenceEqual(wanted))
            {
                return (Encoding.ASCII.GetString(entry.Mode), new ObjectId(entry.Hash.ToArray()));
            }
        }

        return null;
    }

    /// <summary>The tree with the entry added, or in the place of the one of that name.</summary>
    public static byte[] With(ReadOnlySpan<byte> tree, string name, string mode, ObjectId id)
    {
        tree = Without(tree, name);
        byte[] entry = [.. Encoding.ASCII.GetBytes(mode), (byte)' ', .. Encoding.UTF8.GetBytes(name), 0, .. id.RawId];
        var key = SortKey(mode, Encoding.UTF8.GetBytes(name));
        var position = tree.Length;
        foreach (var existing in new Entries(tree))
        {
            if (existing.SortsAfter(key))
            {
                position = existing.Start;
                break;
            }
        }

        return [.. tree[..position], .. entry, .. tree[position..]];
    }

    /// <summary>The tree without the entry of that name, if it has one.</summary>
    public static byte[] Without(ReadOnlySpan<byte> tree, string name)
    {
        var unwanted = Encoding.UTF8.GetBytes(name);
        foreach (var entry in new Entries(tree))
        {
            if (entry.Name.SequenceEqual(unwanted))
            {
                return [.. tree[..entry.Start], .. tree[entry.End..]];
            }
        }

        return tree.ToArray();
    }

    private static byte[] SortKey(string mode, byte[] name) => mode == Directory ? [.. name, (byte)'/'] : name;

    private ref struct Entries(ReadOnlySpan<byte> tree)
    {
        private readonly ReadOnlySpan<byte> _tree = tree;
        private int _next;

        public Entry Current { get; private set; }

        public readonly Entries GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next >= _tree.Length)
            {
                return false;
            }

            var rest = _tree[_next..];
            var space = rest.IndexOf((byte)' ');
            var zero = rest.IndexOf((byte)0);
            Current = new Entry(_next, rest[..space], rest[(space + 1)..zero], rest.Slice(zero + 1, HashLength));
            _next = Current.End;
            return true;
        }
    }

    private readonly ref struct Entry(
        int start, ReadOnlySpan<byte> mode, ReadOnlySpan<byte> name, ReadOnlySpan<byte> hash)
    {
        public int Start { get; } = start;

        public ReadOnlySpan<byte> Mode { get; } = mode;

        public ReadOnlySpan<byte> Name { get; } = name;

        public ReadOnlySpan<byte> Hash { get; } = hash;

        public int End => Start + Mode.Length + Name.Length + HashLength + 2;

        public bool SortsAfter(ReadOnlySpan<byte> key)
        {
            var common = Name.CommonPrefixLength(key);
            if (common < Name.Length)
            {
                return common == key.Length || Name[common] > key[common];
            }

            var isDirectory = Mode.SequenceEqual("40000"u8);
            return isDirectory && (common == key.Length || (byte)'/' > key[common]);
        }
    }
}
