namespace Gimlet.GitopsWriter.Packs;

/// <summary>The numbers in front of an object in a pack, which take as many bytes as they need.</summary>
internal static class PackEntryHeader
{
    /// <summary>Kind and length of the content before it was compressed.</summary>
    public static void Write(Stream pack, ObjectKind kind, long length)
    {
        var value = ((int)kind << 4) | (int)(length & 0xF);
        for (length >>= 4; length > 0; length >>= 7)
        {
            pack.WriteByte((byte)(0x80 | value));
            value = (int)(length & 0x7F);
        }

        pack.WriteByte((byte)value);
    }

    /// <summary>How far back the object is that a delta stands on.</summary>
    public static void WriteDistance(Stream pack, long distance)
    {
        Span<byte> bytes = stackalloc byte[10];
        var position = bytes.Length - 1;
        bytes[position] = (byte)(distance & 0x7F);

        // Every further byte counts from one, so that no number can be written in two ways.
        while ((distance >>= 7) > 0)
        {
            bytes[--position] = (byte)(0x80 | (--distance & 0x7F));
        }

        pack.Write(bytes[position..]);
    }

    /// <summary>
    /// Reads kind and length of the entry at the beginning of some bytes, and how many bytes they took.
    /// </summary>
    public static (ObjectKind Kind, long Length, int Size) Read(ReadOnlySpan<byte> entry)
    {
        var kind = (ObjectKind)((entry[0] >> 4) & 0x7);
        long length = entry[0] & 0xF;
        var size = 1;
        for (var shift = 4; (entry[size - 1] & 0x80) != 0; shift += 7, size++)
        {
            length |= (long)(entry[size] & 0x7F) << shift;
        }

        return (kind, length, size);
    }

    /// <summary>Reads what <see cref="WriteDistance"/> wrote, and how many bytes it took.</summary>
    public static (long Distance, int Size) ReadDistance(ReadOnlySpan<byte> entry)
    {
        long distance = entry[0] & 0x7F;
        var size = 1;
        for (; (entry[size - 1] & 0x80) != 0; size++)
        {
            distance = ((distance + 1) << 7) | (entry[size] & 0x7FU);
        }

        return (distance, size);
    }
}
