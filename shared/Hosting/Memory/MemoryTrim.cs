using Microsoft.Extensions.Hosting;

namespace Gimlet.Hosting.Memory;

/// <summary>
/// Gives memory back to the system when the process comes to rest. The runtime collects garbage when more memory is
/// asked for; a process that asks for none holds what its busiest minute needed for as long as it rests.
/// </summary>
internal sealed class MemoryTrim(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly RestDetector _rest = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_rest.Begins(GC.GetTotalAllocatedBytes()))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
    }
}
