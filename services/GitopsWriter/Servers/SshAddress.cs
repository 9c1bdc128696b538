namespace Gimlet.GitopsWriter.Servers;

/// <summary>Where an SSH address leads: <c>ssh://user@host:port/path</c>, or <c>user@host:path</c> as in scp.</summary>
/// <param name="Destination">The host with the user before it, if the address has one.</param>
/// <param name="Port">Null for the usual one.</param>
/// <param name="Path">The repository, on the host.</param>
internal sealed record SshAddress(string Destination, int? Port, string Path)
{
    public static SshAddress Parse(string address)
    {
        if (!address.Contains("://", StringComparison.Ordinal))
        {
            var colon = address.IndexOf(':', StringComparison.Ordinal);
            return new SshAddress(address[..colon], null, address[(colon + 1)..]);
        }

        var uri = new Uri(address);
        var user = Uri.UnescapeDataString(uri.UserInfo.Split(':')[0]);
        var host = uri.IdnHost.Trim('[', ']');
        var path = Uri.UnescapeDataString(uri.AbsolutePath);
        return new SshAddress(
            user.Length > 0 ? $"{user}@{host}" : host,
            uri.Port > 0 ? uri.Port : null,

            // A home is named without the slash that ends the host.
            path.StartsWith("/~", StringComparison.Ordinal) ? path[1..] : path);
    }
}
