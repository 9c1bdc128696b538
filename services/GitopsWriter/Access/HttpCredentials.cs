using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Access;

/// <summary>
/// Who we are to a server behind HTTPS. What the address or the gitops settings say comes first; the tokens of a host
/// are for that host alone.
/// </summary>
internal sealed class HttpCredentials(GitopsOptions options, GitHubApp gitHub)
{
    private const string GitLabHost = "gitlab.com";

    /// <summary>
    /// User and password, or null for none. Read anew for every connection, because they may be replaced.
    /// </summary>
    public (string User, string Password)? Find(RepositorySettings settings)
    {
        if (settings.Credentials is { } own)
        {
            return own;
        }

        var token = options.HttpTokenPath.Length > 0
            ? File.ReadAllText(options.HttpTokenPath).Trim()
            : options.HttpToken;
        if (token.Length > 0)
        {
            return (options.HttpUser, token);
        }

        if (!Uri.TryCreate(settings.Url, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http"))
        {
            return null;
        }

        if (gitHub.IsConfigured && address.Host == gitHub.Host)
        {
            return ("x-access-token", gitHub.GetToken());
        }

        var gitLab = options.GitLabUrl.Length > 0 ? new Uri(options.GitLabUrl).Host : GitLabHost;
        return options.GitLabToken.Length > 0 && address.Host == gitLab ? ("oauth2", options.GitLabToken) : null;
    }
}
