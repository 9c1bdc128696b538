namespace Gimlet.Cli.Ship.Builds;

/// <summary>A remote of git: <c>https://host/owner/name.git</c>, <c>git@host:owner/name</c>, a path.</summary>
internal sealed record RepositoryAddress
{
    /// <summary>For example <c>owner/name</c>, with every group that it is in.</summary>
    public required string Name { get; init; }

    /// <summary>Where people look at it, without credentials; empty for a path.</summary>
    public string WebUrl { get; init; } = "";

    public static RepositoryAddress? Parse(string address)
    {
        address = address.Trim();
        if (address.Length == 0)
        {
            return null;
        }

        if (address.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return uri.IsFile ? OfPath(uri.LocalPath) : OfHost(WebHost(uri), Uri.UnescapeDataString(uri.AbsolutePath));
        }

        // The scp form has a colon before any slash; what has a slash first is a path.
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        return colon > 0 && (slash < 0 || colon < slash)
            ? OfHost("https://" + address[..colon].Split('@')[^1], address[(colon + 1)..])
            : OfPath(address);
    }

    /// <summary>The owner of <c>owner/name</c>: everything before the last slash.</summary>
    public static string OwnerOf(string name) =>
        name.LastIndexOf('/') is var slash and >= 0 ? name[..slash] : "";

    private static RepositoryAddress? OfHost(string host, string path)
    {
        var name = Trim(path);
        return name.Length == 0 ? null : new RepositoryAddress { Name = name, WebUrl = $"{host}/{name}" };
    }

    private static RepositoryAddress? OfPath(string path)
    {
        var name = Path.GetFileName(Trim(path));
        return name.Length == 0 ? null : new RepositoryAddress { Name = name };
    }

    // The port of an SSH server is none of the web's.
    private static string WebHost(Uri uri) =>
        uri.Scheme is "http" or "https" ? $"{uri.Scheme}://{uri.Authority.Split('@')[^1]}" : $"https://{uri.Host}";

    private static string Trim(string path)
    {
        path = path.Trim('/');
        return path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4].TrimEnd('/') : path;
    }
}
