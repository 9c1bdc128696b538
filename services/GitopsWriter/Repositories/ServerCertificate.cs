using System.Security.Cryptography.X509Certificates;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Trusts what the system trusts, and the authorities of a configured file besides.</summary>
internal sealed class ServerCertificate(string authoritiesPath)
{
    /// <summary>The callback for connections: the library's own verdict comes first.</summary>
    public bool Check(Certificate certificate, bool valid, string host) =>
        valid || (authoritiesPath.Length > 0 && certificate is CertificateX509 server
            && IsTrusted(new X509Certificate2(server.Certificate), host));

    private bool IsTrusted(X509Certificate2 certificate, string host)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authoritiesPath);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate) && certificate.MatchesHostname(host);
    }
}
