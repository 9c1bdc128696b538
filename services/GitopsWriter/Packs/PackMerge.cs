using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gimlet.GitopsWriter.Packs;

/// <summary>
/// Puts the objects of many packs into one. Entries are copied as they are, compressed and as deltas; only directories
/// that a pack holds in full become deltas of the version before.
/// </summary>
internal sealed class PackMerge(PackFiles files)
{
    private const int HeaderLength = 12;
    private const int ChecksumLength = 20;
    private const int MaxDepth = 50;

    // Below that a delta saves little, and above few versions fit in memory.
    private const int MinTree = 2048;
    private const int RecentTrees = 8;

    // At first by their names alone. No object is where a pack begins, so 0 says that it was not written yet.
    private readonly Dictionary<ObjectName, PackedObject> _objects = [];
    private readonly LinkedList<(long Offset, int Depth, byte[] Content)> _recent = [];
#pragma warning disable CA5350 // The checksum of packs is SHA-1 by definition.
    private readonly IncrementalHash _checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
    private readonly MemoryStream _entry = new();
    private long _written;

    /// <summary>
    /// Writes the merged pack and returns its name; the others can be removed then. Null, and nothing is written, when
    /// one of them has a form that is not read here.
    /// </summary>
    public string? Run(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var indexes = names.Select(files.ReadIndex).OfType<PackedObject[]>().ToList();
        if (indexes.Count < names.Count)
        {
            return null;
        }

        _objects.EnsureCapacity(indexes.Sum(index => index.Length));
        foreach (var entry in indexes.SelectMany(index => index))
        {
            _objects.TryAdd(entry.Name, default);
        }

        using var merged = files.CreateUnfinished();
        try
        {
            var count = _objects.Count;
            Write(merged, [
                .. "PACK\0\0\0\u0002"u8, (byte)(count >> 24), (byte)(count >> 16), (byte)(count >> 8), (byte)count]);
            for (var i = 0; i < names.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var pack = files.Open(names[i]);
                Copy(pack, indexes[i], merged);
            }

            var checksum = _checksum.GetHashAndReset();
            merged.Write(checksum);
            var name = Convert.ToHexStringLower(checksum);
            files.Finish(merged, name, PackIndex.Write(_objects.Values, checksum));
            return name;
        }
        catch
        {
            File.Delete(merged.Name);
            throw;
        }
    }

    private static byte[] Inflate(ReadOnlySpan<byte> compressed, long length)
    {
        var content = new byte[length];
        using var stream = new ZLibStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        stream.ReadExactly(content);
        return content;
    }

    // The origin of a delta that says how far back it looks, which comes before it.
    private static ObjectName NameAt(PackedObject[] index, long offset)
    {
        var found = Array.BinarySearch(index, new PackedObject(default, offset, 0, 0), PackedObject.ByOffset);
        return found >= 0
            ? index[found].Name
            : throw new InvalidDataException($"A delta looks back to {offset}, where its pack has no object");
    }

    private void Copy(FileStream pack, PackedObject[] index, FileStream merged)
    {
        for (var i = 0; i < index.Length; i++)
        {
            var (name, offset, _, _) = index[i];
            ref var written = ref CollectionsMarshal.GetValueRefOrNullRef(_objects, name);
            if (written.Offset == 0)
            {
                var end = i + 1 < index.Length ? index[i + 1].Offset : pack.Length - ChecksumLength;
                var entry = new byte[end - offset];
                pack.Position = offset;
                pack.ReadExactly(entry);
                written = Append(index[i], entry, index, merged);
            }
        }
    }

    private PackedObject Append(PackedObject present, byte[] entry, PackedObject[] index, FileStream merged)
    {
        var (kind, length, size) = PackEntryHeader.Read(entry);
        _entry.SetLength(0);
        var depth = 0;
        if (kind == ObjectKind.OffsetDelta)
        {
            var (distance, distanceSize) = PackEntryHeader.ReadDistance(entry.AsSpan(size));
            var origin = _objects[NameAt(index, present.Offset - distance)];
            depth = origin.Depth + 1;
            PackEntryHeader.Write(_entry, kind, length);
            PackEntryHeader.WriteDistance(_entry, _written - origin.Offset);
            _entry.Write(entry.AsSpan(size + distanceSize));
        }
        else if (kind != ObjectKind.Tree || length < MinTree || !TryShrink(entry.AsSpan(size), length, out depth))
        {
            _entry.Write(entry);
        }

        var written = new PackedObject(present.Name, _written, Crc32.HashToUInt32(Entry), depth);
        Write(merged, Entry);
        return written;
    }

    private ReadOnlySpan<byte> Entry => _entry.GetBuffer().AsSpan(0, (int)_entry.Length);

    private bool TryShrink(ReadOnlySpan<byte> compressed, long length, out int depth)
    {
        var content = Inflate(compressed, length);
        depth = 0;
        foreach (var origin in _recent.Where(origin => origin.Depth < MaxDepth))
        {
            if (PackDelta.Make(origin.Content, content) is { } delta)
            {
                PackEntryHeader.Write(_entry, ObjectKind.OffsetDelta, delta.Length);
                PackEntryHeader.WriteDistance(_entry, _written - origin.Offset);
                using (var zlib = new ZLibStream(_entry, CompressionLevel.Fastest, leaveOpen: true))
                {
                    zlib.Write(delta);
                }

                depth = origin.Depth + 1;
                break;
            }
        }

        _recent.AddFirst((_written, depth, content));
        if (_recent.Count > RecentTrees)
        {
            _recent.RemoveLast();
        }

        return depth > 0;
    }

    private void Write(FileStream merged, ReadOnlySpan<byte> content)
    {
        merged.Write(content);
        _checksum.AppendData(content);
        _written += content.Length;
    }
}
