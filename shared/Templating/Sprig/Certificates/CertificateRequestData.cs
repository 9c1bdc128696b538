namespace Gimlet.Templating.Sprig.Certificates;

/// <summary>What a template asks of a certificate.</summary>
/// <param name="CommonName">The name of the subject.</param>
/// <param name="Addresses">IP addresses, as texts.</param>
/// <param name="Names">DNS names.</param>
/// <param name="Days">How long it is valid from now on.</param>
/// <param name="IsAuthority">Whether it may sign others.</param>
internal sealed record CertificateRequestData(
    string CommonName, IReadOnlyList<object?> Addresses, IReadOnlyList<object?> Names, long Days, bool IsAuthority);
