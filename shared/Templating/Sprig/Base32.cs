using System.Text;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Sprig;

/// <summary>Base32 of RFC 4648 with padding, and the errors of Go's decoder.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsOfDigit = 5;
    private const int DigitsOfBlock = 8;

    public static string Encode(byte[] bytes)
    {
        var result = new StringBuilder((bytes.Length + 4) / 5 * DigitsOfBlock);
        var (buffer, bits) = (0, 0);
        foreach (var octet in bytes)
        {
            (buffer, bits) = ((buffer << 8) | octet, bits + 8);
            while (bits >= BitsOfDigit)
            {
                bits -= BitsOfDigit;
                result.Append(Alphabet[(buffer >> bits) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            result.Append(Alphabet[(buffer << (BitsOfDigit - bits)) & 31]);
        }

        return result.Append('=', -result.Length & (DigitsOfBlock - 1)).ToString();
    }

    /// <returns>The text, or Go's error in its place, which is what sprig returns.</returns>
    public static string Decode(string text)
    {
        // Go takes line breaks out first, and counts places without them.
        var digits = string.Concat(ByteText.Of(text).Where(static unit => unit is not ('\r' or '\n')));
        var padded = digits.TrimEnd('=');
        var wrong = padded.AsSpan().IndexOfAnyExcept(Alphabet);
        if (wrong >= 0)
        {
            return Illegal(wrong);
        }

        if (digits.Length > padded.Length && padded.Length % DigitsOfBlock < 2)
        {
            return Illegal(padded.Length);
        }

        if (digits.Length % DigitsOfBlock != 0)
        {
            var block = padded.Length - (padded.Length % DigitsOfBlock);
            return Illegal(digits.Length > padded.Length ? digits.Length : block);
        }

        if (digits.Length - padded.Length is not (0 or 1 or 3 or 4 or 6))
        {
            return Illegal(padded.Length);
        }

        var bytes = new List<byte>(padded.Length * BitsOfDigit / 8);
        var (buffer, bits) = (0, 0);
        foreach (var digit in padded)
        {
            buffer = ((buffer << BitsOfDigit) | Alphabet.IndexOf(digit, StringComparison.Ordinal)) & 0xFFF;
            bits += BitsOfDigit;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return GoString.FromBytes([.. bytes]);
    }

    private static string Illegal(int position) => $"illegal base32 data at input byte {position}";
}
