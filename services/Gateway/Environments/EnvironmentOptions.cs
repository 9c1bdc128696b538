using System.ComponentModel.DataAnnotations;

namespace Gimlet.Gateway.Environments;

internal sealed record EnvironmentOptions
{
    /// <summary>What answers about environments are kept in; an app takes about 1 KB.</summary>
    [ConfigurationKeyName("STATUS_CACHE_BYTES")]
    [Range(0, long.MaxValue, ErrorMessage = "STATUS_CACHE_BYTES must not be negative")]
    public long CacheBytes { get; init; } = 64 * 1024 * 1024;
}
