using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;

namespace Gimlet.Templating.Sprig.Certificates;

/// <summary>A private key in PEM, of the kinds that sprig makes and reads.</summary>
internal sealed class PrivateKey
{
    // What a key counts as against the limit of an execution, in proportion to the work; some dozens are allowed.
    private const long CostOfLargeKey = 16 * 1024 * 1024;
    private const long CostOfKey = 4 * 1024 * 1024;

    private PrivateKey(string pem, AsymmetricKeyParameter secret, AsymmetricKeyParameter open)
    {
        Pem = pem;
        Secret = secret;
        Public = open;
    }

    public string Pem { get; }

    public AsymmetricKeyParameter Secret { get; }

    public AsymmetricKeyParameter Public { get; }

    /// <summary>sprig's genPrivateKey: the key in PEM, or what is wrong in its place.</summary>
    public static string Generate(CallContext context, string type)
    {
        context.Count(type is "" or "rsa" or "dsa" ? CostOfLargeKey : CostOfKey);
        switch (type)
        {
            case "" or "rsa":
                using (var rsa = RSA.Create(4096))
                {
                    return rsa.ExportRSAPrivateKeyPem() + "\n";
                }

            case "dsa":
                using (var dsa = DSA.Create(2048))
                {
                    return Write("DSA PRIVATE KEY", Encode(dsa.ExportParameters(includePrivateParameters: true)));
                }

            case "ecdsa":
                using (var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    return ecdsa.ExportECPrivateKeyPem() + "\n";
                }

            case "ed25519":
                // RFC 8410: any 32 bytes are a key.
                ReadOnlySpan<byte> header =
                [
                    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
                ];
                return Write("PRIVATE KEY", [.. header, .. RandomNumberGenerator.GetBytes(32)]);
            default:
                return $"Unknown type {type}";
        }
    }

    /// <summary>A new key for a certificate: RSA of 2048 bits.</summary>
    public static PrivateKey GenerateForCertificate(CallContext context)
    {
        context.Count(CostOfKey);
        using var rsa = RSA.Create(2048);
        return Parse(rsa.ExportRSAPrivateKeyPem() + "\n", "");
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="FunctionException">The text is none; the message begins with the complaint.</exception>
    public static PrivateKey Parse(string pem, string complaint)
    {
        if (!PemEncoding.TryFind(pem, out var fields))
        {
            throw new FunctionException($"{complaint}no PEM data in input");
        }

        var label = pem[fields.Label];
        if (label != "PRIVATE KEY" && !label.EndsWith(" PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new FunctionException($"{complaint}no private key data in PEM block of type {label}");
        }

        try
        {
            using var reader = new StringReader(pem[fields.Location]);
            using var parser = new PemReader(reader);
            return parser.ReadObject() switch
            {
                AsymmetricCipherKeyPair pair =>
                    new PrivateKey(Normalize(pem[fields.Location]), pair.Private, pair.Public),
                AsymmetricKeyParameter { IsPrivate: true } secret =>
                    new PrivateKey(Normalize(pem[fields.Location]), secret, PublicOf(secret)),
                _ => throw new FunctionException(
                    $"{complaint}invalid private key type {label[..^"PRIVATE KEY".Length].Trim()}"),
            };
        }
        catch (Exception exception) when (exception is IOException or GeneralSecurityException or ArgumentException
            or InvalidOperationException)
        {
            throw new FunctionException($"{complaint}{exception.Message}");
        }
    }

    private static AsymmetricKeyParameter PublicOf(AsymmetricKeyParameter secret) => secret switch
    {
        RsaPrivateCrtKeyParameters rsa => new RsaKeyParameters(false, rsa.Modulus, rsa.PublicExponent),
        ECPrivateKeyParameters elliptic => new ECPublicKeyParameters(
            elliptic.AlgorithmName, elliptic.Parameters.G.Multiply(elliptic.D).Normalize(), elliptic.Parameters),
        Ed25519PrivateKeyParameters edwards => edwards.GeneratePublicKey(),
        DsaPrivateKeyParameters dsa => new DsaPublicKeyParameters(
            dsa.Parameters.G.ModPow(dsa.X, dsa.Parameters.P), dsa.Parameters),
        _ => throw new FunctionException($"unable to get public key for type {secret.GetType().Name}"),
    };

    private static string Normalize(string pem) => pem.EndsWith('\n') ? pem : pem + "\n";

    private static string Write(string label, ReadOnlySpan<byte> content) =>
        PemEncoding.WriteString(label, content) + "\n";

    // OpenSSL's own form: version, p, q, g, y and x.
    private static byte[] Encode(DSAParameters key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            foreach (var number in (byte[][])[key.P!, key.Q!, key.G!, key.Y!, key.X!])
            {
                writer.WriteInteger(new System.Numerics.BigInteger(number, isUnsigned: true, isBigEndian: true));
            }
        }

        return writer.Encode();
    }
}
