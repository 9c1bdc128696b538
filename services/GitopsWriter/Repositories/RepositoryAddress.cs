namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Compares addresses of repositories that are written in different ways.</summary>
internal static class RepositoryAddress
{
    /// <summary>
    /// The same text for every way to write one address: <c>host/path</c> without scheme, user, password, default
    /// port, trailing <c>.git</c> and slashes, the host in lower case; the full path of a local repository.
    /// </summary>
    public static string Normalise(string address)
    {
        var text = address.Trim();
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && text.Contains("://", StringComparison.Ordinal))
        {
            return uri.IsFile
                ? NormalisePath(uri.LocalPath)
                : $"{uri.IdnHost.ToLowerInvariant()}{Port(uri)}/{TrimPath(Uri.UnescapeDataString(uri.AbsolutePath))}";
        }

        // git@host:path, as scp writes it. A colon after a slash belongs to a local path.
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && text.IndexOf('/', StringComparison.Ordinal) is var slash && (slash < 0 || slash > colon))
        {
            var host = text[(text.LastIndexOf('@', colon) + 1)..colon];
            return $"{host.ToLowerInvariant()}/{TrimPath(text[(colon + 1)..])}";
        }

        return NormalisePath(text);
    }

    private static string Port(Uri uri)
    {
        var usual = uri.Scheme is "ssh" or "git+ssh" or "ssh+git" ? 22 : -1;
        return uri.IsDefaultPort || uri.Port < 0 || uri.Port == usual ? "" : $":{uri.Port}";
    }

    private static string NormalisePath(string path) => "/" + TrimPath(Path.GetFullPath(path));

    private static string TrimPath(string path)
    {
        var trimmed = path.Trim('/');
        return trimmed.EndsWith(".git", StringComparison.Ordinal) ? trimmed[..^4].TrimEnd('/') : trimmed;
    }
}
