using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gimlet.GitopsWriter.Packs;

/// <summary>The index of a pack, version 2: where each object is, by its name.</summary>
internal static class PackIndex
{
    private const int FanOut = 256;

    /// <summary>The index of a pack of less than 2 GiB.</summary>
    public static byte[] Write(IEnumerable<PackedObject> objects, byte[] packChecksum)
    {
        var sorted = objects.ToArray();
        Array.Sort(sorted, (left, right) => left.Id.RawId.AsSpan().SequenceCompareTo(right.Id.RawId));
        using var index = new MemoryStream(8 + (FanOut * 4) + (sorted.Length * 28) + 40);
        index.Write([0xFF, (byte)'t', (byte)'O', (byte)'c', 0, 0, 0, 2]);
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

    private static void Write(MemoryStream index, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        index.Write(bytes);
    }
}
