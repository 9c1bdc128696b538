using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gimlet.GitopsWriter.Packs;

/// <summary>The index of a pack, version 2: where each object is, by its name.</summary>
internal static class PackIndex
{
    private const int FanOut = 256;
    private const int HeaderLength = 8 + (FanOut * Number);
    private const int Number = 4;

    private static ReadOnlySpan<byte> Signature => [0xFF, (byte)'t', (byte)'O', (byte)'c', 0, 0, 0, 2];

    /// <summary>The index of a pack of less than 2 GiB.</summary>
    public static byte[] Write(IEnumerable<PackedObject> objects, byte[] packChecksum)
    {
        var sorted = objects.ToArray();
        Array.Sort(sorted, (left, right) => left.Name.CompareTo(right.Name));
        var entryLength = ObjectHash.Length + Number + Number;
        var index = new byte[HeaderLength + (sorted.Length * entryLength) + (2 * ObjectHash.Length)];
        Signature.CopyTo(index);
        var rest = index.AsSpan(Signature.Length);
        var counted = 0;
        for (var leading = 0; leading < FanOut; leading++)
        {
            while (counted < sorted.Length && sorted[counted].Name.Leading == leading)
            {
                counted++;
            }

            Write(ref rest, (uint)counted);
        }

        foreach (var entry in sorted)
        {
            entry.Name.Write(rest);
            rest = rest[ObjectHash.Length..];
        }

        foreach (var entry in sorted)
        {
            Write(ref rest, entry.Crc);
        }

        foreach (var entry in sorted)
        {
            Write(ref rest, checked((uint)(int)entry.Offset));
        }

        packChecksum.CopyTo(rest);
#pragma warning disable CA5350 // The checksum of an index is SHA-1 by definition.
        SHA1.HashData(index.AsSpan(..^ObjectHash.Length), rest[ObjectHash.Length..]);
#pragma warning restore CA5350
        return index;
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

        var count = BinaryPrimitives.ReadInt32BigEndian(index[(HeaderLength - Number)..]);
        var names = index[HeaderLength..];
        var checksums = names[(count * ObjectHash.Length)..];
        var offsets = checksums[(count * Number)..];
        var objects = new PackedObject[count];
        for (var i = 0; i < count; i++)
        {
            var offset = BinaryPrimitives.ReadUInt32BigEndian(offsets[(i * Number)..]);
            if (offset > int.MaxValue)
            {
                return null;
            }

            var name = ObjectName.Read(names[(i * ObjectHash.Length)..]);
            var crc = BinaryPrimitives.ReadUInt32BigEndian(checksums[(i * Number)..]);
            objects[i] = new PackedObject(name, offset, crc, Depth: 0);
        }

        Array.Sort(objects, PackedObject.ByOffset);
        return objects;
    }

    private static void Write(ref Span<byte> rest, uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(rest, number);
        rest = rest[Number..];
    }
}
