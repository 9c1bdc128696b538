using Microsoft.Extensions.Configuration;

namespace Gimlet.Hosting.Grpc;

/// <summary>Where the other services answer gRPC when each runs by itself.</summary>
internal sealed record ServiceAddressOptions
{
    [ConfigurationKeyName("ARTIFACT_URL")]
    public string Artifact { get; init; } = "";

    [ConfigurationKeyName("POLICY_URL")]
    public string Policy { get; init; } = "";

    [ConfigurationKeyName("GITOPS_WRITER_URL")]
    public string GitopsWriter { get; init; } = "";

    [ConfigurationKeyName("FLUX_WATCHER_URL")]
    public string FluxWatcher { get; init; } = "";

    /// <summary>The address of a service; null when it is missing or no address.</summary>
    public Uri? Of(ServiceName service)
    {
        var text = service switch
        {
            ServiceName.Artifact => Artifact,
            ServiceName.Policy => Policy,
            ServiceName.GitopsWriter => GitopsWriter,
            ServiceName.FluxWatcher => FluxWatcher,
            _ => throw new ArgumentOutOfRangeException(nameof(service)),
        };
        return Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>The setting that holds the address of a service.</summary>
    public static string SettingOf(ServiceName service) => service switch
    {
        ServiceName.Artifact => "ARTIFACT_URL",
        ServiceName.Policy => "POLICY_URL",
        ServiceName.GitopsWriter => "GITOPS_WRITER_URL",
        ServiceName.FluxWatcher => "FLUX_WATCHER_URL",
        _ => throw new ArgumentOutOfRangeException(nameof(service)),
    };
}
