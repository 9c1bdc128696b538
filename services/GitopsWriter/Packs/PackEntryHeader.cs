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
}
