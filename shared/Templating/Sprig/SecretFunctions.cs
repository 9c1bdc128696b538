using System.Buffers.Binary;
using System.Security.Cryptography;
using Gimlet.Templating.Values;
using Org.BouncyCastle.Crypto.Generators;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>The password hashes and the encryption of sprig's crypto.go.</summary>
internal static class SecretFunctions
{
    // What a slow hash counts as against the limit of an execution: some dozens of them are allowed.
    private const long CostOfHash = 4 * 1024 * 1024;

    private const int KeyLength = 32;
    private const int BlockLength = 16;

    public static FunctionMap Map { get; } = new()
    {
        { "bcrypt", [Text], static (context, arguments) => Bcrypt(context, arguments.Text(0)) },
        { "htpasswd", [Text, Text], static (context, arguments) =>
            arguments.Text(0).Contains(':', StringComparison.Ordinal)
                ? $"invalid username: {arguments.Text(0)}"
                : $"{arguments.Text(0)}:{Bcrypt(context, arguments.Text(1))}" },
        { "derivePassword", [Any, Text, Text, Text, Text], static (context, arguments) =>
            DerivePassword(context, arguments) },
        { "encryptAES", [Text, Text], static (_, arguments) => Encrypt(arguments.Text(0), arguments.Text(1)) },
        { "decryptAES", [Text, Text], static (_, arguments) => Decrypt(arguments.Text(0), arguments.Text(1)) },
    };

    private static string Bcrypt(CallContext context, string password)
    {
        const int cost = 10;
        const int longest = 72;
        context.Count(CostOfHash);
        var bytes = GoString.ToBytes(password);
        return bytes.Length > longest
            ? "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"
            : OpenBsdBCrypt.Generate("2a", password.ToCharArray(), RandomNumberGenerator.GetBytes(16), cost);
    }

    // The algorithm of Master Password, version 1: https://spectre.app/spectre-algorithm.pdf
    private static string DerivePassword(CallContext context, ReadOnlySpan<object?> arguments)
    {
        var counter = unchecked((uint)Cast.ToInt64(arguments[0]));
        var (type, password, user, site) = (arguments.Text(1), arguments.Text(2), arguments.Text(3), arguments.Text(4));
        if (PasswordTemplates.Find(type) is not { } templates)
        {
            return $"cannot find password template {type}";
        }

        context.Count(CostOfHash);
        var key = SCrypt.Generate(GoString.ToBytes(password), Seed(user, null), 32768, 8, 2, 64);
        var digest = HMACSHA256.HashData(key, Seed(site, counter));
        var template = templates[digest[0] % templates.Length];
        return string.Create(template.Length, (template, digest), static (result, source) =>
        {
            for (var i = 0; i < result.Length; i++)
            {
                var characters = PasswordTemplates.CharactersOf(source.template[i]);
                result[i] = characters[source.digest[i + 1] % characters.Length];
            }
        });
    }

    private static byte[] Seed(string text, uint? counter)
    {
        var bytes = GoString.ToBytes(text);
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        var count = new byte[counter is null ? 0 : sizeof(uint)];
        if (counter is { } given)
        {
            BinaryPrimitives.WriteUInt32BigEndian(count, given);
        }

        return [.. "com.lyndir.masterpassword"u8, .. length, .. bytes, .. count];
    }

    private static string Encrypt(string password, string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        using var aes = Create(password);
        var iv = RandomNumberGenerator.GetBytes(BlockLength);
        return Convert.ToBase64String([.. iv, .. aes.EncryptCbc(GoString.ToBytes(text), iv)]);
    }

    private static string Decrypt(string password, string encrypted)
    {
        if (encrypted.Length == 0)
        {
            return "";
        }

        var bytes = GoString.ToBytes(EncodingFunctions.DecodeOrFail(encrypted));
        if (bytes.Length < BlockLength)
        {
            throw new FunctionException(
                $"runtime error: slice bounds out of range [:{BlockLength}] with capacity {bytes.Length}");
        }

        if (bytes.Length % BlockLength != 0)
        {
            throw new FunctionException("crypto/cipher: input not full blocks");
        }

        using var aes = Create(password);
        var padded = aes.DecryptCbc(bytes.AsSpan(BlockLength), bytes.AsSpan(0, BlockLength), PaddingMode.None);
        var length = padded.Length == 0 ? -1 : padded.Length - padded[^1];
        return length < 0
            ? throw new FunctionException($"runtime error: slice bounds out of range [:{length}]")
            : GoString.FromBytes(padded.AsSpan(0, length));
    }

    private static Aes Create(string password)
    {
        var key = new byte[KeyLength];
        var given = GoString.ToBytes(password).AsSpan();
        given[..Math.Min(given.Length, KeyLength)].CopyTo(key);
        var aes = Aes.Create();
        aes.Key = key;
        return aes;
    }
}
