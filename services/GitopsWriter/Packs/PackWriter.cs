using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Packs;

/// <summary>
/// Collects new objects into one pack, in memory. Beside files per object that is one write and one flush for a whole
/// batch, and a directory takes the place of what changed in it instead of its full size.
/// </summary>
internal sealed class PackWriter
{
    public const int HeaderLength = 12;

    // Reading the last version of a directory means applying every delta on the way to it.
    private const int MaxDepth = 50;

    private readonly MemoryStream _pack = new();
    private readonly Dictionary<ObjectName, PackedObject> _objects = [];

    public PackWriter() => _pack.Write("PACK\0\0\0\u0002\0\0\0\0"u8);

    public int Count => _objects.Count;

    /// <summary>Adds an object, once, and returns its name.</summary>
    public ObjectId Add(ObjectKind kind, ReadOnlySpan<byte> content)
    {
        var id = ObjectHash.Of(kind, content);
        if (!_objects.ContainsKey(ObjectName.Of(id)))
        {
            Append(ObjectName.Of(id), kind, content, baseOffset: null, depth: 0);
        }

        return id;
    }

    /// <summary>
    /// Adds a tree that followed another; nothing is added for an empty one, which git does not keep.
    /// </summary>
    public void Add(Repositories.TreeObject tree, Repositories.TreeObject previous)
    {
        var name = ObjectName.Of(tree.Id);
        if (tree.IsEmpty || _objects.ContainsKey(name))
        {
            return;
        }

        if (!previous.IsEmpty
            && _objects.TryGetValue(ObjectName.Of(previous.Id), out var origin)
            && origin.Depth < MaxDepth
            && PackDelta.Make(previous.Content, tree.Content) is { } delta)
        {
            Append(name, ObjectKind.OffsetDelta, delta, origin.Offset, origin.Depth + 1);
            return;
        }

        Append(name, ObjectKind.Tree, tree.Content, baseOffset: null, depth: 0);
    }

    /// <summary>Ends the pack; nothing can be added any more.</summary>
    public Pack Build()
    {
        var content = _pack.GetBuffer().AsSpan(0, (int)_pack.Length);
        BinaryPrimitives.WriteInt32BigEndian(content[8..HeaderLength], _objects.Count);
#pragma warning disable CA5350 // The checksum of packs is SHA-1 by definition.
        var checksum = SHA1.HashData(content);
#pragma warning restore CA5350
        _pack.Write(checksum);
        return new Pack(
            Convert.ToHexStringLower(checksum),
            _pack.GetBuffer().AsMemory(0, (int)_pack.Length),
            PackIndex.Write(_objects.Values, checksum));
    }

    private void Append(
        ObjectName name, ObjectKind kind, ReadOnlySpan<byte> content, long? baseOffset, int depth)
    {
        var offset = _pack.Position;
        PackEntryHeader.Write(_pack, kind, content.Length);
        if (baseOffset is not null)
        {
            PackEntryHeader.WriteDistance(_pack, offset - baseOffset.Value);
        }

        Compress(content);
        var crc = Crc32.HashToUInt32(_pack.GetBuffer().AsSpan((int)offset, (int)(_pack.Position - offset)));
        _objects.Add(name, new PackedObject(name, offset, crc, depth));
    }

    private void Compress(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            // The stream writes nothing at all for nothing, which is not how zlib says it.
            _pack.Write([0x78, 0x01, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
            return;
        }

        using var zlib = new ZLibStream(_pack, CompressionLevel.Fastest, leaveOpen: true);
        zlib.Write(content);
    }
}

/// <summary>A finished pack and its index.</summary>
/// <param name="Name">The checksum, which files of packs are named by.</param>
/// <param name="Content">The pack.</param>
/// <param name="Index">Its index.</param>
internal sealed record Pack(string Name, ReadOnlyMemory<byte> Content, byte[] Index)
{
    /// <summary>
    /// The same objects, for servers that do not take deltas which say how far back their origin is: it is named.
    /// </summary>
    public Pack WithNamedOrigins()
    {
        var index = PackIndex.Read(Index)!;
        var names = index.ToDictionary(entry => entry.Offset, entry => entry.Name);
        var name = new byte[ObjectHash.Length];
        using var pack = new MemoryStream(Content.Length + (index.Length * ObjectHash.Length));
        pack.Write(Content.Span[..PackWriter.HeaderLength]);
        for (var i = 0; i < index.Length; i++)
        {
            var end = i + 1 < index.Length ? index[i + 1].Offset : Content.Length - ObjectHash.Length;
            var entry = Content.Span[(int)index[i].Offset..(int)end];
            var (kind, length, size) = PackEntryHeader.Read(entry);
            if (kind == ObjectKind.OffsetDelta)
            {
                var (distance, distanceSize) = PackEntryHeader.ReadDistance(entry[size..]);
                PackEntryHeader.Write(pack, ObjectKind.ReferenceDelta, length);
                names[index[i].Offset - distance].Write(name);
                pack.Write(name);
                entry = entry[(size + distanceSize)..];
            }

            pack.Write(entry);
        }

#pragma warning disable CA5350 // The checksum of packs is SHA-1 by definition.
        pack.Write(SHA1.HashData(pack.GetBuffer().AsSpan(0, (int)pack.Length)));
#pragma warning restore CA5350
        return this with { Content = pack.GetBuffer().AsMemory(0, (int)pack.Length) };
    }
}

/// <summary>Where an object is in a pack, the checksum of its bytes there, and how many deltas it stands on.</summary>
internal readonly record struct PackedObject(ObjectName Name, long Offset, uint Crc, int Depth)
{
    /// <summary>The order in a pack.</summary>
    public static Comparer<PackedObject> ByOffset { get; } =
        Comparer<PackedObject>.Create((left, right) => left.Offset.CompareTo(right.Offset));
}
