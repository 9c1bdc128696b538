using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gimlet.GitopsWriter.Packs;

/// <summary>The index of a pack, version 2: where each object is, by its name.</summary>
internal static class PackIndex
{
    private const int FanOut = 256;
    private const int HeaderLength = 8 + (FanOut * 4);

    private static ReadOnlySpan<byte> Signature => [0xFF, (byte)'t', (byte)'O', (byte)'c', 0, 0, 0, 2];

    /// <summary>The index of a pack of less than 2 GiB.</summary>
    public static byte[] Write(IEnumerable<PackedObject> objects, byte[] packChecksum)
    {
        var sorted = objects.ToArray();
        Array.Sort(sorted, (left, right) => left.Id.RawId.AsSpan().SequenceCompareTo(right.Id.RawId));
        using var index = new MemoryStream(HeaderLength + (sorted.Length * 28) + 40);
        index.Write(Signature);
        var counted = 0;
        for (var first = 0; first < FanOut; first++)
        {
            while (counted < sorted.Length && sorted[counted].Id.RawId[0] == first)
            {
                counted++;
            }

            Write(index, (uint)counted);
        }

        foreach (var entry in sorted)
        {
            index.Write(entry.Id.RawId);
        }

        foreach (var entry in sorted)
        {
            Write(index, entry.Crc);
        }

        foreach (var entry in sorted)
        {
            Write(index, checked((uint)(int)entry.Offset));
        }

        index.Write(packChecksum);
#pragma warning disable CA5350 // The checksum of an index is SHA-1 by definition.
        index.Write(SHA1.HashData(index.GetBuffer().AsSpan(0, (int)index.Length)));
#pragma warning restore CA5350
        return index.ToArray();
    }

    /// <summary>
    /// The objects of a pack in the order in which they are in it; null for an index of another form.
    /// </summary>
    public static PackedObject[]? Read(ReadOnlySpan<byte> index)
    {
        if (index.Length < HeaderLength || !index.StartsWith(Signature))
        {
            return null;
        }

        var count = BinaryPrimitives.ReadInt32BigEndian(index[(HeaderLength - 4)..]);
        var names = index[HeaderLength..];
        var checksums = names[(count * ObjectHash.Length)..];
        var offsets = checksums[(count * 4)..];
        var objects = new PackedObject[count];
        for (var i = 0; i < count; i++)
        {
            var offset = BinaryPrimitives.ReadUInt32BigEndian(offsets[(i * 4)..]);
            if (offset > int.MaxValue)
            {
                return null;
            }

            var id = new LibGit2Sharp.ObjectId(names.Slice(i * ObjectHash.Length, ObjectHash.Length).ToArray());
            objects[i] = new PackedObject(id, offset, BinaryPrimitives.ReadUInt32BigEndian(checksums[(i * 4)..]), 0);
        }

        Array.Sort(objects, (left, right) => left.Offset.CompareTo(right.Offset));
        return objects;
    }

    private static void Write(MemoryStream index, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        index.Write(bytes);
    }
}
