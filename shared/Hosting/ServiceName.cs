namespace Gimlet.Hosting;

/// <summary>The services that others call over gRPC.</summary>
public enum ServiceName
{
    /// <summary>Keeps artifacts; address in <c>ARTIFACT_URL</c>.</summary>
    Artifact,

    /// <summary>Keeps requests and their results; address in <c>POLICY_URL</c>.</summary>
    Policy,

    /// <summary>Keeps gitops repositories and history; address in <c>GITOPS_WRITER_URL</c>.</summary>
    GitopsWriter,

    /// <summary>Observes Flux; address in <c>FLUX_WATCHER_URL</c>.</summary>
    FluxWatcher,
}
