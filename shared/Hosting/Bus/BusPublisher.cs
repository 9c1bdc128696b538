using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Gimlet.Hosting.Telemetry;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gimlet.Hosting.Bus;

/// <summary>Announces what happened, as well as it can: messages are the fast path, resync is the sure one.</summary>
/// <remarks>
/// Callers never wait for the broker. Messages leave in the order in which they were given; while the broker is away
/// the newest <see cref="Capacity"/> of them wait.
/// </remarks>
public sealed class BusPublisher(IBusControl bus, TimeProvider clock, ILogger<BusPublisher> logger) : BackgroundService
{
    internal const int Capacity = 10_000;
    private const int Attempts = 3;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly Counter<long> Dropped = GimletTelemetry.Meter.CreateCounter<long>(
        "gimlet_bus_dropped_messages", description: "Announcements that were given up and left to resync");

    private readonly Channel<Announcement> _queue = Channel.CreateBounded<Announcement>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        _ => Dropped.Add(1));

    private volatile bool _away;

    /// <summary>False while the broker is away.</summary>
    public bool Connected => !_away && bus.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>Queues a message for publishing and returns at once. The present trace goes with it.</summary>
    public void Publish<T>(T message)
        where T : class =>
        _queue.Writer.TryWrite(new Announcement(message, typeof(T), Activity.Current?.Context ?? default));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var announcement in _queue.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            await WaitForBusAsync(stoppingToken).ConfigureAwait(false);
            await SendAsync(announcement, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task WaitForBusAsync(CancellationToken cancellationToken)
    {
        while (bus.CheckHealth().Status != BusHealthStatus.Healthy)
        {
            if (!_away)
            {
                _away = true;
                Log.BusAway(logger);
            }

            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }

        if (_away)
        {
            _away = false;
            Log.BusBack(logger);
        }
    }

    private async Task SendAsync(Announcement announcement, CancellationToken cancellationToken)
    {
        using var activity = announcement.Trace == default
            ? null
            : GimletTelemetry.Source.StartActivity("announce", ActivityKind.Internal, announcement.Trace);
        for (var attempt = 1; ; attempt++)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(Timeout);
            try
            {
                await bus.Publish(announcement.Message, announcement.Type, timeout.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (attempt == Attempts)
                {
                    Dropped.Add(1);
                    Log.PublishFailed(logger, announcement.Type.Name, e.Message);
                    return;
                }

                await WaitForBusAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private readonly record struct Announcement(object Message, Type Type, ActivityContext Trace);
}
