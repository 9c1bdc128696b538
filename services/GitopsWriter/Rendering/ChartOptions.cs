using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Gimlet.Helm.Sources;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Where charts may come from.</summary>
internal sealed record ChartOptions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Separated by commas; all hosts when empty. Hosts that are redirected to count as well.</summary>
    [ConfigurationKeyName("CHARTS_ALLOWED_HOSTS")]
    public string AllowedHosts { get; init; } = "";

    /// <summary>
    /// Manifests come from CI: by default they cannot make this machine read addresses of its own network.
    /// </summary>
    [ConfigurationKeyName("CHARTS_ALLOW_PRIVATE_ADDRESSES")]
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>A JSON file: a list of <c>{host, user, password, passwordPath, sshKeyPath}</c>.</summary>
    [ConfigurationKeyName("CHARTS_CREDENTIALS_PATH")]
    public string CredentialsPath { get; init; } = "";

    [ConfigurationKeyName("CHARTS_CA_PATH")]
    public string CertificateAuthoritiesPath { get; init; } = "";

    [ConfigurationKeyName("CHARTS_KNOWN_HOSTS_PATH")]
    public string KnownHostsPath { get; init; } = "";

    /// <summary>The folder of downloaded charts; <c>DATA_PATH/charts</c> when empty.</summary>
    [ConfigurationKeyName("CHARTS_CACHE_PATH")]
    public string CachePath { get; init; } = "";

    [ConfigurationKeyName("CHARTS_CACHE_BYTES")]
    [Range(1024 * 1024, long.MaxValue, ErrorMessage = "CHARTS_CACHE_BYTES must be 1 MiB or more")]
    public long CacheBytes { get; init; } = 1024L * 1024 * 1024;

    public ChartSourceOptions ToSourceOptions(RenderingOptions rendering) => new()
    {
        CachePath = Path.GetFullPath(CachePath.Length > 0 ? CachePath : Path.Combine(rendering.DataPath, "charts")),
        LocalPath = NullIfEmpty(rendering.ChartsPath),
        AllowedHosts = AllowedHosts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        AllowPrivateAddresses = AllowPrivateAddresses,
        Credentials = ReadCredentials(),
        CertificateAuthoritiesPath = NullIfEmpty(CertificateAuthoritiesPath),
        KnownHostsPath = NullIfEmpty(KnownHostsPath),
        MaxCacheBytes = CacheBytes,

        // The renderer gives up first and says so; a download that others wait for goes on.
        Timeout = 2 * rendering.Timeout,
    };

    /// <summary>What is wrong with the files that the options name.</summary>
    public IEnumerable<string> FindErrors()
    {
        var missing = new[]
        {
            ("CHARTS_CREDENTIALS_PATH", CredentialsPath),
            ("CHARTS_CA_PATH", CertificateAuthoritiesPath),
            ("CHARTS_KNOWN_HOSTS_PATH", KnownHostsPath),
        }.Where(setting => setting.Item2.Length > 0 && !File.Exists(setting.Item2));
        foreach (var (name, path) in missing)
        {
            yield return $"{name}: there is no file {path}";
        }

        if (File.Exists(CredentialsPath) && FindCredentialsError() is { } error)
        {
            yield return error;
        }
    }

    private string? FindCredentialsError()
    {
        try
        {
            ReadCredentials();
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // The message of a JsonException tells the place and never the content.
            return $"CHARTS_CREDENTIALS_PATH: {e.Message}";
        }
    }

    private IReadOnlyList<HostCredentials> ReadCredentials() => CredentialsPath.Length == 0
        ? []
        : JsonSerializer.Deserialize<List<HostCredentials>>(File.ReadAllText(CredentialsPath), Json) ?? [];

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
