using Microsoft.Extensions.Configuration;

namespace Gimlet.Hosting.Grpc;

internal sealed record ServiceTokenOptions
{
    /// <summary>The secret that the services of one installation share.</summary>
    [ConfigurationKeyName("SERVICE_TOKEN")]
    public string Token { get; set; } = "";
}
