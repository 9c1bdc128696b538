using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Gimlet.Hosting.Configuration;

/// <summary>Where a process listens.</summary>
public sealed record ListenOptions
{
    /// <summary>REST, server-sent events, health and metrics.</summary>
    [ConfigurationKeyName("HTTP_PORT")]
    [Range(1, 65535, ErrorMessage = "HTTP_PORT must be a port from 1 to 65535")]
    public int HttpPort { get; init; } = 8888;

    /// <summary>gRPC, HTTP/2 without TLS.</summary>
    [ConfigurationKeyName("GRPC_PORT")]
    [Range(1, 65535, ErrorMessage = "GRPC_PORT must be a port from 1 to 65535")]
    public int GrpcPort { get; init; } = 8890;

    /// <summary>The address to bind; every interface by default.</summary>
    [ConfigurationKeyName("BIND_ADDRESS")]
    public string BindAddress { get; init; } = "0.0.0.0";
}
