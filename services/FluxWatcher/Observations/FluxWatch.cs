using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gimlet.FluxWatcher.Observations;

/// <summary>Runs the source of statuses.</summary>
internal sealed class FluxWatch(FluxSourceSelector selector, ILogger<FluxWatch> logger) : BackgroundService, IHealthCheck
{
    private volatile IFluxSource? _source;

    public IFluxSource? Source => _source;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_source?.Health
            ?? HealthCheckResult.Degraded("starting: the gitops-writer is asked which repository it has"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Leaves the start of the host before anything is asked or opened.
        await Task.Yield();
        var source = await selector.SelectAsync(stoppingToken);
        _source = source;
        Log.SourceChosen(logger, source.Health.Description ?? source.Name);
        await source.RunAsync(stoppingToken);
    }
}
