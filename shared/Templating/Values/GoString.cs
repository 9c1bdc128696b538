using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Gimlet.Templating.Values;

/// <summary>
/// Go strings are bytes, usually UTF-8; here they are .NET strings. A byte that is no UTF-8 (from a string cut within
/// a character, or from decoded base64) is kept as the lone low surrogate U+DC00 + byte, so that lengths, encodings and
/// digests stay exact. The idea is Python's "surrogateescape" (PEP 383).
/// </summary>
public static class GoString
{
    private const char Escape = '\uDC00';

    /// <summary>The number of bytes of a string.</summary>
    public static int ByteCount(string text)
    {
        var count = 0;
        foreach (var rune in new Runes(text))
        {
            count += rune.ByteCount;
        }

        return Ascii.IsValid(text) ? text.Length : count;
    }

    /// <summary>The bytes of a string.</summary>
    public static byte[] ToBytes(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new byte[ByteCount(text)];
        var rest = bytes.AsSpan();
        foreach (var rune in new Runes(text))
        {
            if (rune.IsByte)
            {
                rest[0] = (byte)rune.Value;
            }
            else
            {
                new Rune(rune.Value).EncodeToUtf8(rest);
            }

            rest = rest[rune.ByteCount..];
        }

        return bytes;
    }

    /// <summary>The string of any bytes.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                length = 1;
                text.Append((char)(Escape + bytes[0]));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes from <paramref name="start"/> up to <paramref name="end"/>, as a string.</summary>
    public static string Slice(string text, int start, int end) => Ascii.IsValid(text)
        ? text[start..end]
        : FromBytes(ToBytes(text).AsSpan(start..end));

    /// <summary>The string as a Go literal in double quotes, which is what <c>%q</c> prints.</summary>
    public static string Quote(string text) => Syntax.GoQuote.Quote(text);

    /// <summary>Compares by bytes, as Go's <c>&lt;</c>: the order of code points, not of UTF-16 code units.</summary>
    public static int Compare(string left, string right)
    {
        var length = left.AsSpan().CommonPrefixLength(right);
        return length == left.Length || length == right.Length
            ? left.Length - right.Length
            : Rank(left[length]) - Rank(right[length]);
    }

    // Surrogates stand for code points above all other characters of UTF-16.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
