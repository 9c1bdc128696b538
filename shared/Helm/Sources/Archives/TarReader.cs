using System.Globalization;
using System.Text;

namespace Gimlet.Helm.Sources;

internal enum PackedKind
{
    File,
    Directory,
    Other,
}

/// <summary>One entry of an archive; its content is a part of the archive's memory.</summary>
internal sealed record PackedEntry(string Name, PackedKind Kind, ReadOnlyMemory<byte> Content);

/// <summary>
/// Reads tar archives that are in memory: ustar with its prefix, the long names of GNU tar and of pax (POSIX.1-2001).
/// System.Formats.Tar copies every file and reserves what an extended header claims to need, which a hostile archive
/// can make two gigabytes.
/// </summary>
internal static class TarReader
{
    private const int Block = 512;

    public static IEnumerable<PackedEntry> Read(ReadOnlyMemory<byte> archive)
    {
        string? longName = null;
        for (var position = 0; position + Block <= archive.Length;)
        {
            var header = archive.Slice(position, Block);
            if (header.Span.IndexOfAnyExcept((byte)0) < 0)
            {
                yield break;
            }

            CheckSum(header.Span);
            var size = Number(header.Span.Slice(124, 12));
            if (size < 0 || size > archive.Length - position - Block)
            {
                throw CutOff();
            }

            var content = archive.Slice(position + Block, (int)size);
            position = (int)Math.Min(archive.Length, position + Block + ((size + Block - 1) / Block * Block));
            switch (header.Span[156])
            {
                case (byte)'L':
                    longName = Text(content.Span);
                    break;
                case (byte)'x':
                    longName = PaxPath(content.Span) ?? longName;
                    break;
                case (byte)'g' or (byte)'K':
                    break;
                case var type:
                    var name = longName ?? Name(header.Span);
                    longName = null;
                    yield return new PackedEntry(name, KindOf(type, name), content);
                    break;
            }
        }

        // Decompressing what was cut off ends without an error, so the archive's own end has to be there.
        throw CutOff();
    }

    private static ChartException CutOff() => new("the chart archive is cut off or damaged");

    private static PackedKind KindOf(byte type, string name) => type switch
    {
        (byte)'0' or 0 or (byte)'7' => name.EndsWith('/') ? PackedKind.Directory : PackedKind.File,
        (byte)'5' => PackedKind.Directory,
        _ => PackedKind.Other,
    };

    private static string Name(ReadOnlySpan<byte> header)
    {
        var name = Text(header[..100]);
        var prefix = header[257..].StartsWith("ustar\0"u8) ? Text(header.Slice(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    // Records read "LENGTH KEY=VALUE\n", the length counting the whole record.
    private static string? PaxPath(ReadOnlySpan<byte> records)
    {
        string? path = null;
        while (!records.IsEmpty)
        {
            var space = records.IndexOf((byte)' ');
            if (space < 0
                || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > records.Length)
            {
                throw new ChartException("the chart archive has a damaged extended header");
            }

            var record = records[(space + 1)..(length - 1)];
            path = record.StartsWith("path="u8) ? Encoding.UTF8.GetString(record[5..]) : path;
            records = records[length..];
        }

        return path;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    // Octal digits, or binary where the first bit is set, for files beyond 8 GiB.
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            return long.MaxValue;
        }

        var number = 0L;
        foreach (var digit in Text(field).Trim())
        {
            number = digit is >= '0' and <= '7' ? (number * 8) + digit - '0' : -1;
            if (number < 0)
            {
                return -1;
            }
        }

        return number;
    }

    private static void CheckSum(ReadOnlySpan<byte> header)
    {
        var sum = 0;
        for (var i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? ' ' : header[i];
        }

        if (Number(header.Slice(148, 8)) != sum)
        {
            throw new ChartException("the chart archive holds no tar archive, or a damaged one");
        }
    }
}
