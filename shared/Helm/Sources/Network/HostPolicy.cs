using System.Net;
using System.Net.Sockets;

namespace Gimlet.Helm.Sources;

/// <summary>
/// Decides which hosts are connected to. References come from people who must not make this machine read addresses
/// that only it can reach.
/// </summary>
internal sealed class HostPolicy(ChartSourceOptions options, Predicate<IPAddress> isPrivate)
{
    /// <summary>Refuses hosts that are not allowed, before anything is sent.</summary>
    public void Require(string host, int port)
    {
        if (options.AllowedHosts.Count > 0 && !options.AllowedHosts.Any(pattern => Matches(pattern, host, port)))
        {
            throw new ChartException($"the host {host} is not among those that charts may come from");
        }

        if (IPAddress.TryParse(host, out var address))
        {
            RequirePublic(host, [address]);
        }
    }

    /// <summary>The addresses of a host that may be connected to; connecting by name would ask the DNS again.</summary>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
            return RequirePublic(host, addresses);
        }
        catch (SocketException e)
        {
            throw new ChartException($"the host {host} is not known: {e.Message}", e);
        }
    }

    public HostCredentials? CredentialsOf(string host, int port) =>
        options.Credentials.FirstOrDefault(credentials => Matches(credentials.Host, host, port));

    private static bool Matches(string pattern, string host, int port) =>
        Matches(pattern, host) || Matches(pattern, $"{host}:{port}");

    private static bool Matches(string pattern, string host) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length >= pattern.Length && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private IPAddress[] RequirePublic(string host, IPAddress[] addresses)
    {
        var allowed = options.AllowPrivateAddresses
            ? addresses
            : Array.FindAll(addresses, address => !isPrivate(address));
        return allowed.Length > 0
            ? allowed
            : throw new ChartException($"the host {host} has a private address, which charts may not come from");
    }
}
