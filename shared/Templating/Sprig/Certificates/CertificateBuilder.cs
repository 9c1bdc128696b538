using System.Net;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Org.BouncyCastle.X509.Extension;

namespace Gimlet.Templating.Sprig.Certificates;

/// <summary>Makes certificates with the extensions of Go's x509.CreateCertificate, in its order.</summary>
internal static class CertificateBuilder
{
    private const int SerialBits = 128;

    private const string Malformed = "error parsing certificate: decodedCert.Bytes: x509: malformed certificate";

    /// <summary>A certificate of a key, signed by an authority, or by the key itself where there is none.</summary>
    public static GoCertificate Build(
        CallContext context, CertificateRequestData request, PrivateKey key, GoCertificate? authority)
    {
        var signer = authority is null ? null : Parse(authority.Certificate);
        var signerKey = authority is null ? key : PrivateKey.Parse(authority.Key, "error parsing private key: ");
        var subject = new X509Name($"CN={Escape(request.CommonName)}");
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(new BigInteger(SerialBits, new SecureRandom()));
        generator.SetSubjectDN(subject);
        generator.SetIssuerDN(signer?.SubjectDN ?? subject);
        generator.SetPublicKey(key.Public);
        SetValidity(context, generator, request.Days);
        AddExtensions(generator, request, key);
        if (signer?.GetExtensionValue(X509Extensions.SubjectKeyIdentifier) is { } identifier)
        {
            var octets = SubjectKeyIdentifier.GetInstance(X509ExtensionUtilities.FromExtensionValue(identifier));
            generator.AddExtension(
                X509Extensions.AuthorityKeyIdentifier, false, new AuthorityKeyIdentifier(octets.GetKeyIdentifier()));
        }

        AddNames(generator, request);
        var factory = new Asn1SignatureFactory(AlgorithmOf(signerKey.Secret), signerKey.Secret);
        var certificate = generator.Generate(factory).GetEncoded();
        return new GoCertificate(PemEncoding.WriteString("CERTIFICATE", certificate) + "\n", key.Pem);
    }

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="FunctionException">The text is none.</exception>
    public static X509Certificate Parse(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields))
        {
            throw new FunctionException("unable to decode certificate");
        }

        try
        {
            return new X509CertificateParser().ReadCertificate(Convert.FromBase64String(pem[fields.Base64Data]))
                ?? throw new FunctionException(Malformed);
        }
        catch (Exception exception) when (exception is GeneralSecurityException or IOException or ArgumentException)
        {
            throw new FunctionException(Malformed);
        }
    }

    private static void SetValidity(CallContext context, X509V3CertificateGenerator generator, long days)
    {
        const long mostDays = 2_900_000;
        if (Math.Abs(days) > mostDays)
        {
            throw new FunctionException($"error creating certificate: {days} days are too many");
        }

        var now = context.Templates.Options.Clock.GetUtcNow().UtcDateTime;
        try
        {
            generator.SetNotBefore(now);
            generator.SetNotAfter(now.AddDays(days));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FunctionException($"error creating certificate: {days} days are too many");
        }
    }

    private static void AddExtensions(
        X509V3CertificateGenerator generator, CertificateRequestData request, PrivateKey key)
    {
        var usage = KeyUsage.DigitalSignature | KeyUsage.KeyEncipherment
            | (request.IsAuthority ? KeyUsage.KeyCertSign : 0);
        generator.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(usage));
        generator.AddExtension(
            X509Extensions.ExtendedKeyUsage,
            false,
            new ExtendedKeyUsage(KeyPurposeID.id_kp_serverAuth, KeyPurposeID.id_kp_clientAuth));
        generator.AddExtension(X509Extensions.BasicConstraints, true, new BasicConstraints(request.IsAuthority));
        if (request.IsAuthority)
        {
            // Go 1.25 shortens SHA-256, method 1 of RFC 7093.
            var info = SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key.Public);
            var digest = SHA256.HashData(info.PublicKey.GetBytes());
            generator.AddExtension(
                X509Extensions.SubjectKeyIdentifier, false, new SubjectKeyIdentifier(digest[..20]));
        }
    }

    private static void AddNames(X509V3CertificateGenerator generator, CertificateRequestData request)
    {
        var names = new List<GeneralName>();
        foreach (var name in request.Names)
        {
            names.Add(name is string text
                ? new GeneralName(GeneralName.DnsName, text)
                : throw new FunctionException($"error processing alternate dns name: {name} is not a string"));
        }

        foreach (var address in request.Addresses)
        {
            var text = address as string
                ?? throw new FunctionException($"error parsing ip: {address} is not a string");
            names.Add(IPAddress.TryParse(text, out _)
                ? new GeneralName(GeneralName.IPAddress, text)
                : throw new FunctionException($"error parsing ip: {text}"));
        }

        if (names.Count > 0)
        {
            generator.AddExtension(X509Extensions.SubjectAlternativeName, false, new GeneralNames([.. names]));
        }
    }

    private static string AlgorithmOf(AsymmetricKeyParameter key) => key switch
    {
        RsaKeyParameters => "SHA256WITHRSA",
        ECPrivateKeyParameters elliptic => elliptic.Parameters.N.BitLength switch
        {
            <= 256 => "SHA256WITHECDSA",
            <= 384 => "SHA384WITHECDSA",
            _ => "SHA512WITHECDSA",
        },
        Ed25519PrivateKeyParameters => "Ed25519",
        _ => throw new FunctionException(
            "error creating certificate: x509: only RSA, ECDSA and Ed25519 keys supported"),
    };

    private static string Escape(string name)
    {
        var result = new System.Text.StringBuilder();
        foreach (var unit in name)
        {
            result.Append(",+\"\\<>;=#".Contains(unit, StringComparison.Ordinal) ? $"\\{unit}" : unit.ToString());
        }

        return result.ToString();
    }
}
