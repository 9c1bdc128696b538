using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gimlet.Helm.Sources;

/// <summary>Trusts what the system trusts, and the authorities of a PEM file besides.</summary>
/// <param name="authoritiesPath">The PEM file; it is read once, now.</param>
public sealed class ServerCertificates(string authoritiesPath)
{
    private readonly X509Certificate2Collection _authorities = Load(authoritiesPath);

    /// <summary>The callback of <see cref="SslClientAuthenticationOptions"/>.</summary>
    public bool Validate(
        object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is not SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 server)
        {
            return errors is SslPolicyErrors.None;
        }

        using var custom = new X509Chain();
        custom.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        custom.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        custom.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain!.ChainElements)
        {
            custom.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return custom.Build(server);
    }

    private static X509Certificate2Collection Load(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities;
    }
}
