using System.Globalization;
using System.Text;

namespace Gimlet.GitopsWriter.Servers;

/// <summary>Git's framing: four hexadecimal digits of length, which count themselves, and the content.</summary>
internal static class PacketLine
{
    private const int HeaderLength = 4;

    public static ReadOnlySpan<byte> Flush => "0000"u8;

    /// <summary>A line in its frame.</summary>
    public static byte[] Frame(string text) =>
        Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(text) + HeaderLength:x4}{text}");

    /// <summary>The next line; null for a flush. Throws what <paramref name="fail"/> makes if it is no line.</summary>
    public static byte[]? Read(ReadBytes read, Func<string, Exception> fail)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Fill(read, header, fail);
        if (!int.TryParse(header, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length)
            || length is > 0 and < HeaderLength)
        {
            throw fail($"it does not speak git's protocol ({ServerWords.Clean(Encoding.UTF8.GetString(header))})");
        }

        if (length == 0)
        {
            return null;
        }

        var content = new byte[length - HeaderLength];
        Fill(read, content, fail);
        return content;
    }

    private static void Fill(ReadBytes read, Span<byte> buffer, Func<string, Exception> fail)
    {
        while (buffer.Length > 0)
        {
            var count = read(buffer);
            if (count == 0)
            {
                throw fail("it hung up");
            }

            buffer = buffer[count..];
        }
    }
}

/// <summary>Reads up to the length of the buffer; 0 at the end.</summary>
internal delegate int ReadBytes(Span<byte> buffer);
