using System.Globalization;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>What a process has used so far, as the kernel counts it.</summary>
/// <param name="Name">The service.</param>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="PeakMegabytes">The largest resident set.</param>
internal sealed record ProcessUsage(string Name, double CpuSeconds, double PeakMegabytes)
{
    private const double TicksPerSecond = 100;

    public static IReadOnlyList<ProcessUsage> ReadAll(Installation installation) =>
        [.. installation.ProcessNames.Select(name => Read(name, installation.Process(name).Id))];

    /// <summary>Returns when the processes have nothing left to do but to look at the clock.</summary>
    public static async Task WaitForRestAsync(Installation installation, CancellationToken cancellationToken)
    {
        const double RestingShare = 0.1;
        var step = TimeSpan.FromSeconds(6);

        var used = double.MaxValue;
        var before = ReadAll(installation).Sum(process => process.CpuSeconds);
        while (used > RestingShare * step.TotalSeconds)
        {
            await Task.Delay(step, TimeProvider.System, cancellationToken);
            var after = ReadAll(installation).Sum(process => process.CpuSeconds);
            (used, before) = (after - before, after);
        }
    }

    // Fields 14 and 15 of stat, counted behind the command's name; VmHWM of status (proc(5)).
    private static ProcessUsage Read(string name, int id)
    {
        var behindName = File.ReadAllText($"/proc/{id}/stat").Split(')')[^1];
        var fields = behindName.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = Number(fields[11]) + Number(fields[12]);
        var peak = File.ReadLines($"/proc/{id}/status")
            .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return new ProcessUsage(
            name,
            ticks / TicksPerSecond,
            Number(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) / 1024);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
