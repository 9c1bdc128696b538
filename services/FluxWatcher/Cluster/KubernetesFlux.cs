using Gimlet.FluxWatcher.Objects;
using Gimlet.FluxWatcher.Observations;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gimlet.FluxWatcher.Cluster;

/// <summary>Flux in a Kubernetes cluster.</summary>
internal sealed class KubernetesFlux : IFluxSource, IDisposable
{
    private readonly k8s.Kubernetes _kubernetes;
    private readonly IReadOnlyList<ResourceInformer> _sources;
    private readonly IReadOnlyList<ResourceInformer> _appliers;

    public KubernetesFlux(
        k8s.Kubernetes kubernetes,
        ObservationFeed feed,
        IOptions<FluxWatcherOptions> options,
        WatchTimings timings,
        TimeProvider clock,
        ILoggerFactory loggers)
    {
        _kubernetes = kubernetes;
        var client = new ResourceClient(kubernetes, clock, loggers.CreateLogger<ResourceClient>());
        var view = new ClusterView(feed, clock);
        var logger = loggers.CreateLogger<ResourceInformer>();
        ResourceInformer[] Informers(params FluxKind[] kinds) =>
            [.. from kind in kinds
                from scope in options.Value.Scopes()
                select new ResourceInformer(kind, scope, client, view, timings, clock, logger)];
        _sources = Informers(FluxKind.GitRepository);
        _appliers = Informers(FluxKind.Kustomization, FluxKind.HelmRelease);
    }

    public string Name => FluxWatcherOptions.Kubernetes;

    public HealthCheckResult Health
    {
        get
        {
            var informers = _sources.Concat(_appliers).ToList();
            var troubles = informers
                .Where(informer => informer.Trouble is not null && !(informer.NotInstalled && informer.Kind.Optional))
                .Select(informer => $"{informer.Kind}: {informer.Trouble}")
                .Distinct()
                .ToList();
            var kinds = informers.Where(informer => !informer.NotInstalled).DistinctBy(informer => informer.Kind);
            return troubles.Count > 0
                ? HealthCheckResult.Degraded("kubernetes: " + string.Join("; ", troubles))
                : HealthCheckResult.Healthy($"kubernetes: watching {kinds.Count()} kinds, connected");
        }
    }

    // Sources first: until they are known, nobody can say which repository a Kustomization applies.
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var running = _sources.Select(informer => informer.RunAsync(cancellationToken)).ToList();
        await Task.WhenAll(_sources.Select(informer => informer.Answered)).WaitAsync(cancellationToken);
        running.AddRange(_appliers.Select(informer => informer.RunAsync(cancellationToken)));
        await Task.WhenAll(running);
    }

    public void Resync()
    {
        foreach (var informer in _sources.Concat(_appliers))
        {
            informer.Relist();
        }
    }

    public void Dispose() => _kubernetes.Dispose();
}
