namespace Gimlet.GitopsWriter.Packs;

/// <summary>
/// A version of a content as instructions against another one, in the form of git's packs. A directory in which one
/// entry changed is its beginning, that entry and its end: a few dozen bytes in place of hundreds of kilobytes.
/// </summary>
internal static class PackDelta
{
    private const int MaxCopy = 0xFFFFFF;
    private const int MaxInsert = 0x7F;
    private const int MinCopy = 16;

    /// <summary>The instructions; null where they would save too little.</summary>
    public static byte[]? Make(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target)
    {
        using var delta = new MemoryStream(256);
        WriteSize(delta, source.Length);
        WriteSize(delta, target.Length);
        var inserted = 0;
        for (var position = 0; position < target.Length;)
        {
            var (offset, length) = FindCopy(source, target, position);
            if (length >= MinCopy)
            {
                WriteInsert(delta, target[(position - inserted)..position]);
                WriteCopy(delta, offset, length);
                position += length;
                inserted = 0;
                continue;
            }

            position++;
            if (++inserted > target.Length / 2)
            {
                return null;
            }
        }

        WriteInsert(delta, target[^inserted..]);
        return delta.Length < target.Length / 2 ? delta.ToArray() : null;
    }

    // What did not change is as far from the beginning as it was, or as far from the end.
    private static (int Offset, int Length) FindCopy(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target, int position)
    {
        var fromStart = LengthAt(source, target, position, position);
        var offset = position + source.Length - target.Length;
        var fromEnd = LengthAt(source, target, position, offset);
        return fromStart >= fromEnd ? (position, fromStart) : (offset, fromEnd);
    }

    private static int LengthAt(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target, int position, int offset) =>
        offset >= 0 && offset < source.Length ? source[offset..].CommonPrefixLength(target[position..]) : 0;

    private static void WriteInsert(MemoryStream delta, ReadOnlySpan<byte> content)
    {
        for (var position = 0; position < content.Length; position += MaxInsert)
        {
            var part = content[position..Math.Min(content.Length, position + MaxInsert)];
            delta.WriteByte((byte)part.Length);
            delta.Write(part);
        }
    }

    private static void WriteSize(MemoryStream delta, int size)
    {
        for (; size > 0x7F; size >>= 7)
        {
            delta.WriteByte((byte)(0x80 | (size & 0x7F)));
        }

        delta.WriteByte((byte)size);
    }

    // One byte says which bytes of the offset and of the length follow; those that are zero are left out.
    private static void WriteCopy(MemoryStream delta, int offset, int length)
    {
        Span<byte> bytes = stackalloc byte[8];
        while (length > 0)
        {
            var part = Math.Min(length, MaxCopy);
            var count = 1;
            bytes[0] = 0x80;
            for (var i = 0; i < 7; i++)
            {
                var value = (byte)(i < 4 ? offset >> (8 * i) : part >> (8 * (i - 4)));
                if (value != 0)
                {
                    bytes[0] |= (byte)(1 << i);
                    bytes[count++] = value;
                }
            }

            delta.Write(bytes[..count]);
            offset += part;
            length -= part;
        }
    }
}
