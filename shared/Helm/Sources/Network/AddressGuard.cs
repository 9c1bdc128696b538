using System.Net;
using System.Net.Sockets;

namespace Gimlet.Helm.Sources;

/// <summary>Knows the addresses that are not of the internet (IANA's special-purpose address registries).</summary>
internal static class AddressGuard
{
    private static readonly IPNetwork[] PrivateV4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/3",
        }.Select(IPNetwork.Parse),
    ];

    // Beside these everything outside of 2000::/3 is special. 64:ff9b::/96 and 2002::/16 hold addresses of version 4.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] PrivateV6 =
        [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("3fff::/20")];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool IsPrivate(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetwork)
        {
            return PrivateV4.Any(network => network.Contains(address));
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return IsPrivate(address.MapToIPv4());
        }

        var bytes = address.GetAddressBytes();
        return Nat64.Contains(address)
            ? IsPrivate(new IPAddress(bytes.AsSpan(12, 4)))
            : SixToFour.Contains(address)
            ? IsPrivate(new IPAddress(bytes.AsSpan(2, 4)))
            : !GlobalV6.Contains(address) || PrivateV6.Any(network => network.Contains(address));
    }
}
