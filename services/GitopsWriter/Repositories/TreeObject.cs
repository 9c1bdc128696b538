using System.Text;
using Gimlet.GitopsWriter.Packs;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>
/// A git tree in its stored form: per entry the mode, a space, the name, a zero byte and twenty bytes of hash, sorted
/// by name with a slash behind the names of directories. Patching those bytes costs one copy, however many entries
/// there are, where an object per entry would cost most of a commit in a directory of thousands of apps.
/// </summary>
internal sealed class TreeObject
{
    public const string Directory = "40000";
    public const string File = "100644";

    private readonly int[] _starts;
    private ObjectId? _id;

    private TreeObject(byte[] content, int[] starts, ObjectId? id = null)
    {
        Content = content;
        _starts = starts;
        _id = id;
    }

    /// <summary>A directory that is not there; git keeps none that is empty.</summary>
    public static TreeObject Empty { get; } = new([], []);

    public byte[] Content { get; }

    public ObjectId Id => _id ??= ObjectHash.Of(ObjectKind.Tree, Content);

    public bool IsEmpty => Content.Length == 0;

    /// <summary>The number of entries.</summary>
    public int Count => _starts.Length;

    /// <summary>Takes the stored form of the tree of that name.</summary>
    public static TreeObject Parse(byte[] content, ObjectId id)
    {
        var starts = new List<int>(content.Length / 32);
        for (var next = 0; next < content.Length;)
        {
            starts.Add(next);
            var zero = content.AsSpan(next).IndexOf((byte)0);
            next += zero + 1 + ObjectHash.Length;
            if (zero < 0 || next > content.Length)
            {
                throw new RepositoryDamagedException($"the tree {id} is cut off");
            }
        }

        return new TreeObject(content, [.. starts], id);
    }

    /// <summary>The entry of that name; null when there is none.</summary>
    public (string Mode, ObjectId Id)? Find(string name)
    {
        if (Locate(Encoding.UTF8.GetBytes(name)) is not { } index)
        {
            return null;
        }

        var entry = EntryAt(index);
        return (Encoding.ASCII.GetString(entry.Mode), new ObjectId(entry.Hash.ToArray()));
    }

    /// <summary>The tree with the entry added, or in the place of the one of that name.</summary>
    public TreeObject With(string name, string mode, ObjectId id)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (Locate(bytes) is not { } index)
        {
            return Insert(bytes, mode, id);
        }

        var entry = EntryAt(index);
        if (!entry.Mode.SequenceEqual(Encoding.ASCII.GetBytes(mode)))
        {
            return Remove(index).Insert(bytes, mode, id);
        }

        // The usual case: the entries stay where they are.
        var content = (byte[])Content.Clone();
        id.RawId.CopyTo(content, EndOf(index) - ObjectHash.Length);
        return new TreeObject(content, _starts);
    }

    /// <summary>The tree without the entry of that name, if it has one.</summary>
    public TreeObject Without(string name) =>
        Locate(Encoding.UTF8.GetBytes(name)) is { } index ? Remove(index) : this;

    private TreeObject Insert(byte[] name, string mode, ObjectId id)
    {
        byte[] entry = [.. Encoding.ASCII.GetBytes(mode), (byte)' ', .. name, 0, .. id.RawId];
        var index = ~Search(name, mode == Directory);
        var position = index < _starts.Length ? _starts[index] : Content.Length;
        return new TreeObject(
            [.. Content.AsSpan(0, position), .. entry, .. Content.AsSpan(position)],
            [.. _starts.AsSpan(0, index), position, .. Shifted(index, entry.Length)]);
    }

    private TreeObject Remove(int index)
    {
        var (start, end) = (_starts[index], EndOf(index));
        return new TreeObject(
            [.. Content.AsSpan(0, start), .. Content.AsSpan(end)],
            [.. _starts.AsSpan(0, index), .. Shifted(index + 1, start - end)]);
    }

    private int[] Shifted(int first, int distance) => Array.ConvertAll(_starts[first..], start => start + distance);

    private int EndOf(int index) => index + 1 < _starts.Length ? _starts[index + 1] : Content.Length;

    private Entry EntryAt(int index) => new(Content.AsSpan(_starts[index]..EndOf(index)));

    // The same name sorts in two places, as a directory and as anything else.
    private int? Locate(ReadOnlySpan<byte> name)
    {
        var directory = Search(name, isDirectory: true);
        var index = directory >= 0 ? directory : Search(name, isDirectory: false);
        return index >= 0 ? index : null;
    }

    // As Array.BinarySearch: the index, or the complement of where the entry belongs.
    private int Search(ReadOnlySpan<byte> name, bool isDirectory)
    {
        var (low, high) = (0, _starts.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = EntryAt(middle).CompareTo(name, isDirectory);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private readonly ref struct Entry(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private readonly int _space = bytes.IndexOf((byte)' ');

        public ReadOnlySpan<byte> Mode => _bytes[.._space];

        public ReadOnlySpan<byte> Name => _bytes[(_space + 1)..^(ObjectHash.Length + 1)];

        public ReadOnlySpan<byte> Hash => _bytes[^ObjectHash.Length..];

        public int CompareTo(ReadOnlySpan<byte> name, bool isDirectory)
        {
            var common = Name.CommonPrefixLength(name);
            return ByteAt(Name, common, Mode.SequenceEqual("40000"u8)) - ByteAt(name, common, isDirectory);
        }

        private static int ByteAt(ReadOnlySpan<byte> name, int position, bool isDirectory) =>
            position < name.Length ? name[position] : isDirectory ? '/' : 0;
    }
}
