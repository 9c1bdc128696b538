using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gimlet.Hosting.Resync;

/// <summary>Asks another service, at start and on a timer, for what a lost message would have told.</summary>
public abstract class ResyncService : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly ResyncDependencies _dependencies;
    private readonly ILogger _logger;
    private volatile bool _triggered;

    /// <summary>Takes the shared dependencies.</summary>
    protected ResyncService(ResyncDependencies dependencies)
    {
        _dependencies = dependencies;
        _logger = dependencies.Loggers.CreateLogger(GetType());
    }

    /// <summary>False while the broker is away.</summary>
    protected bool BusConnected => _dependencies.Bus.Connected;

    /// <summary>Runs the next round within half a second.</summary>
    public void Trigger() => _triggered = true;

    /// <summary>One round; what it throws is logged and the next round comes all the same.</summary>
    protected abstract Task ResyncAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Leaves the start of the host before the first round.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var failed = false;
            _triggered = false;
            try
            {
                await ResyncAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // gRPC tells of a cancellation in an exception of its own, which would count as a crash.
                return;
            }
            catch (Exception e)
            {
                failed = true;
                Log.ResyncFailed(_logger, GetType().Name, e.Message);
            }

            await PauseAsync(failed, stoppingToken).ConfigureAwait(false);
        }
    }

    // In small steps, because the bus may go, or a round be asked for, in the middle.
    private async Task PauseAsync(bool failed, CancellationToken cancellationToken)
    {
        var options = _dependencies.Options.Value;
        var started = _dependencies.Clock.GetTimestamp();
        while (!_triggered)
        {
            await Task.Delay(Step, _dependencies.Clock, cancellationToken).ConfigureAwait(false);
            var interval = failed || !_dependencies.Bus.Connected ? options.IntervalWithoutBus : options.Interval;
            if (_dependencies.Clock.GetElapsedTime(started) >= interval)
            {
                return;
            }
        }
    }
}
