using System.ComponentModel.DataAnnotations;

namespace Gimlet.Gateway.Requests;

internal sealed record RequestOptions
{
    /// <summary>A larger body is refused with 413. At most what fits a gRPC message between services.</summary>
    [ConfigurationKeyName("MAX_BODY_BYTES")]
    [Range(1024, 12 * 1024 * 1024, ErrorMessage = "MAX_BODY_BYTES must be from 1024 to 12582912")]
    public int MaxBodyBytes { get; init; } = 8 * 1024 * 1024;
}
