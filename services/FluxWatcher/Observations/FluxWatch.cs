using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gimlet.FluxWatcher.Observations;

/// <summary>Runs the source of statuses.</summary>
internal sealed class FluxWatch(
    FluxSourceSelector selector, IHostApplicationLifetime lifetime, ILogger<FluxWatch> logger)
    : BackgroundService, IHealthCheck
{
    private volatile IFluxSource? _source;

    public IFluxSource? Source => _source;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_source?.Health
            ?? HealthCheckResult.Degraded("starting: the gitops-writer is asked which repository it has"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // In a standalone installation the gitops-writer that is asked answers once this process serves.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
        {
            await started.Task.WaitAsync(stoppingToken);
        }
        _source = await SelectAsync(stoppingToken);
        Log.SourceChosen(logger, _source.Name);
        await _source.RunAsync(stoppingToken);
    }

    private async Task<IFluxSource> SelectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await selector.SelectAsync(cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            // The host stops when a background service fails, but would end as if all had gone well.
            Log.SourceRefused(logger, e.Message);
            Environment.ExitCode = 1;
            throw;
        }
    }
}
