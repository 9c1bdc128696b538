using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Crypto.Utilities;

namespace Gimlet.GitopsWriter.Signing;

/// <summary>
/// Signs as <c>ssh-keygen -Y sign -n git</c> does, in the format of OpenSSH's <c>PROTOCOL.sshsig</c>.
/// </summary>
internal sealed class SshSigner
{
    private const string Magic = "SSHSIG";
    private const string Namespace = "git";
    private const string HashAlgorithm = "sha512";
    private const int LineLength = 70;

    private readonly Ed25519PrivateKeyParameters _key;
    private readonly byte[] _publicKey;

    private SshSigner(Ed25519PrivateKeyParameters key)
    {
        _key = key;
        _publicKey = OpenSshPublicKeyUtilities.EncodePublicKey(key.GeneratePublicKey());
    }

    /// <summary>
    /// Reads a private key of OpenSSH; throws an <see cref="ArgumentException"/> that says what is wrong.
    /// </summary>
    public static SshSigner Read(string pem)
    {
        var lines = pem.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 3 || lines[0] != "-----BEGIN OPENSSH PRIVATE KEY-----")
        {
            throw new ArgumentException("is no private key of OpenSSH");
        }

        AsymmetricKeyParameter key;
        try
        {
            key = OpenSshPrivateKeyUtilities.ParsePrivateKeyBlob(Convert.FromBase64String(string.Concat(lines[1..^1])));
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or IOException or ArgumentException)
        {
            throw new ArgumentException("cannot be read; it must have no passphrase", e);
        }

        return key is Ed25519PrivateKeyParameters ed25519
            ? new SshSigner(ed25519)
            : throw new ArgumentException("is not of type ed25519");
    }

    /// <summary>The armored signature of a content.</summary>
    public string Sign(ReadOnlySpan<byte> content)
    {
        var signed = new MemoryStream();
        signed.Write(Encoding.ASCII.GetBytes(Magic));
        WriteString(signed, Encoding.ASCII.GetBytes(Namespace));
        WriteString(signed, []);
        WriteString(signed, Encoding.ASCII.GetBytes(HashAlgorithm));
        WriteString(signed, SHA512.HashData(content));

        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, _key);
        signer.BlockUpdate(signed.ToArray());
        return Armor(signer.GenerateSignature());
    }

    private string Armor(byte[] signature)
    {
        var value = new MemoryStream();
        WriteString(value, "ssh-ed25519"u8);
        WriteString(value, signature);

        var blob = new MemoryStream();
        blob.Write(Encoding.ASCII.GetBytes(Magic));
        blob.Write([0, 0, 0, 1]);
        WriteString(blob, _publicKey);
        WriteString(blob, Encoding.ASCII.GetBytes(Namespace));
        WriteString(blob, []);
        WriteString(blob, Encoding.ASCII.GetBytes(HashAlgorithm));
        WriteString(blob, value.ToArray());
        var lines = Convert.ToBase64String(blob.ToArray()).Chunk(LineLength).Select(line => new string(line));
        return $"-----BEGIN SSH SIGNATURE-----\n{string.Join('\n', lines)}\n-----END SSH SIGNATURE-----\n";
    }

    private static void WriteString(MemoryStream stream, ReadOnlySpan<byte> content)
    {
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        stream.Write(length);
        stream.Write(content);
    }
}
