using Gimlet.FluxWatcher.Cluster;
using Gimlet.FluxWatcher.Observations;
using Gimlet.FluxWatcher.Simulation;
using Gimlet.Hosting;
using Gimlet.Hosting.Bus;
using Gimlet.Protos.Gitops;

namespace Gimlet.FluxWatcher;

/// <summary>Observes Flux and tells the bus; keeps nothing.</summary>
public static class FluxWatcherService
{
    /// <summary>Adds the service.</summary>
    public static GimletHost AddFluxWatcher(this GimletHost host)
    {
        host.AddOptions<FluxWatcherOptions>()
            .Validate(
                options => options.Source != FluxWatcherOptions.Simulated || !options.HasConfiguredRepository(),
                "FLUX_SOURCE=simulated is for the embedded repository alone, but GITOPS_REPO or GITOPS_REPOS is set")
            .Validate(
                options => options.Source != FluxWatcherOptions.Kubernetes
                    || KubernetesConnection.IsConfigured(options),
                "FLUX_SOURCE=kubernetes needs KUBECONFIG, ~/.kube/config or the service account of a pod");
        if (host.IsStandalone || host.Configuration["FLUX_SOURCE"] == FluxWatcherOptions.Simulated)
        {
            // Only a simulation has to know the gitops-writer.
            host.AddServiceClient<GitopsService.GitopsServiceClient>(ServiceName.GitopsWriter);
        }
        host.Services
            .AddSingleton(new WatchTimings())
            .AddSingleton(services => new ObservationFeed(services.GetRequiredService<BusPublisher>().Publish))
            .AddSingleton<EmbeddedRepositoryFinder>()
            .AddSingleton<FluxSourceSelector>()
            .AddSingleton<FluxWatch>()
            .AddHostedService(services => services.GetRequiredService<FluxWatch>())
            .AddHostedService<FluxResync>()
            .AddHealthChecks()
            .AddCheck<FluxWatch>("flux");
        return host;
    }

    /// <summary>Maps its endpoints.</summary>
    public static WebApplication MapFluxWatcher(this WebApplication app)
    {
        app.MapGrpcService<FluxEndpoint>();
        return app;
    }
}
