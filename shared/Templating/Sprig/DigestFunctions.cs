using System.Globalization;
using System.Security.Cryptography;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>The digests of sprig's crypto.go.</summary>
internal static class DigestFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "sha1sum", [Text], static (_, arguments) => Hexadecimal(SHA1.HashData(Bytes(arguments))) },
        { "sha256sum", [Text], static (_, arguments) => Hexadecimal(SHA256.HashData(Bytes(arguments))) },
        { "sha512sum", [Text], static (_, arguments) => Hexadecimal(SHA512.HashData(Bytes(arguments))) },
        { "adler32sum", [Text], static (_, arguments) => Adler32(Bytes(arguments)) },
    };

    private static byte[] Bytes(ReadOnlySpan<object?> arguments) => GoString.ToBytes(arguments.Text(0));

    private static string Hexadecimal(byte[] digest) => Convert.ToHexStringLower(digest);

    // RFC 1950, section 8.2.
    private static string Adler32(byte[] bytes)
    {
        const uint modulus = 65521;
        var (sum, sumOfSums) = (1U, 0U);
        foreach (var octet in bytes)
        {
            sum = (sum + octet) % modulus;
            sumOfSums = (sumOfSums + sum) % modulus;
        }

        return ((sumOfSums << 16) | sum).ToString(CultureInfo.InvariantCulture);
    }
}
