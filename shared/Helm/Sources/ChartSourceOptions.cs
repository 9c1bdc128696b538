namespace Gimlet.Helm.Sources;

/// <summary>Where charts may come from and what fetching them may take up.</summary>
public sealed record ChartSourceOptions
{
    /// <summary>The folder of everything that was downloaded; several processes may share it.</summary>
    public required string CachePath { get; init; }

    /// <summary>
    /// The folder that charts named by a path are in; a path that leads out of it is refused. Null refuses them all.
    /// </summary>
    public string? LocalPath { get; init; }

    /// <summary>
    /// The hosts that may be connected to: <c>charts.example.com</c>, <c>*.example.com</c> for what is below, each
    /// on any port or with a port of its own. Redirects and registries' token servers count. Empty allows all.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// Whether hosts may have addresses that are loopback, link-local, private or otherwise not of the internet.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Credentials, at most one for a host.</summary>
    public IReadOnlyList<HostCredentials> Credentials { get; init; } = [];

    /// <summary>A PEM file of certificate authorities that are trusted besides the system's.</summary>
    public string? CertificateAuthoritiesPath { get; init; }

    /// <summary>The host keys that SSH trusts; null leaves it to ssh's own files.</summary>
    public string? KnownHostsPath { get; init; }

    /// <summary>What one chart may take up.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Default;

    /// <summary>The bytes of a repository's <c>index.yaml</c>.</summary>
    public int MaxIndexBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The bytes that one fetch from a git repository may transfer.</summary>
    public long MaxGitBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The bytes of <see cref="CachePath"/>; what was not used for longest is deleted first.</summary>
    public long MaxCacheBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The bytes of the charts and indexes, as they are on disk, that are kept parsed in memory.</summary>
    public long MaxMemoryBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>The longest time that one chart may take to arrive.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the answer to an exact version or tag is not asked for again. Ranges and branches always are.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(5);
}
