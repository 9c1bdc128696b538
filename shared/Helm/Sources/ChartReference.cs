using System.Text.RegularExpressions;

namespace Gimlet.Helm.Sources;

/// <summary>Where a chart comes from; its text is for people, without anything that may be a secret.</summary>
public abstract partial record ChartReference
{
    private protected ChartReference()
    {
    }

    /// <summary>Whether it is a path on this machine.</summary>
    public virtual bool IsLocal => false;

    /// <summary>Reads a reference as helm takes it, or the address of a git repository.</summary>
    /// <param name="name">
    /// The name in a repository; or the address of a <c>.tgz</c>; <c>oci://host/path</c> with an optional
    /// <c>:tag</c> or <c>@sha256:digest</c>; <c>https://host/repo.git?path=/charts/x/&amp;branch=main</c>, with
    /// <c>sha</c>, <c>tag</c>, <c>branch</c> or nothing for the default branch, or the same with <c>ssh://</c> or
    /// <c>git@host:owner/repo.git</c>; anything else is a path.
    /// </param>
    /// <param name="repository">The address of an HTTP(S) repository; null for everything else.</param>
    /// <param name="version">A version or a range of them; null for the newest. Only repositories and registries
    /// look at it.</param>
    /// <exception cref="ChartException">It is none of these; the message says what is wrong.</exception>
    public static ChartReference Parse(string name, string? repository = null, string? version = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        version = string.IsNullOrWhiteSpace(version) ? null : version.Trim();
        if (!string.IsNullOrWhiteSpace(repository))
        {
            return RepositoryChart.From(name, repository.Trim(), version);
        }

        name = name.Trim();
        if (name.StartsWith(RegistryChart.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return RegistryChart.From(name, version);
        }

        if (GitChart.IsGit(name))
        {
            return GitChart.From(name);
        }

        return name.Contains("://", StringComparison.Ordinal) ? ArchiveChart.From(name)
            : name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal) ? new LocalChart(name)
            : throw new ChartException("the chart has no name");
    }

    private protected static Uri ParseHttp(string address, string what)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0)
        {
            throw new ChartException($"{what} must be an http:// or https:// address: {Redact(address)}");
        }

        RefuseUser(uri);
        return uri;
    }

    // Manifests are stored and shown; what they hold is no secret any more.
    private protected static void RefuseUser(Uri address)
    {
        if (address.UserInfo.Length > 0)
        {
            var shown = Redact(address.OriginalString);
            throw new ChartException($"{shown} carries a user or a password; credentials are configured for a host");
        }
    }

    private protected static string Redact(string address) =>
        ChartText.Show(UserInfo().Replace(address.Split('?')[0], "://***@"));

    [GeneratedRegex("://[^/@]*@")]
    private static partial Regex UserInfo();
}
