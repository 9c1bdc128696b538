using System.Globalization;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>Prints figures in lines that can be pasted into docs/performance.md.</summary>
internal static class LoadReport
{
    public static void WriteRate(TextWriter output, string what, int count, double rate) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} {what}: {rate:0.0} per second"));

    public static void WriteLatency(TextWriter output, string what, IEnumerable<TimeSpan> latencies)
    {
        var sorted = latencies.Order().ToArray();
        if (sorted.Length > 0)
        {
            var (p50, p95, p99) = (Percentile(sorted, 50), Percentile(sorted, 95), Percentile(sorted, 99));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{what}: p50 {p50:0} ms, p95 {p95:0} ms, p99 {p99:0} ms"));
        }
    }

    public static void WriteUsage(
        TextWriter output, IReadOnlyList<ProcessUsage> before, IReadOnlyList<ProcessUsage> after, int deploys)
    {
        foreach (var (begin, end) in before.Zip(after))
        {
            var cpu = end.CpuSeconds - begin.CpuSeconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {end.Name,-14} {cpu,7:0.00} s CPU  {1000 * cpu / Math.Max(deploys, 1),7:0.00} ms per deploy  "
                    + $"{end.PeakMegabytes,6:0} MB peak"));
        }
    }

    public static void WriteCounts(TextWriter output, DeployClients clients, DeployAudit audit) => output.WriteLine(
        $"{clients.Accepted.Count} requests accepted, {audit.Succeeded} with a hash, "
            + $"{audit.Commits} commits on the remote");

    /// <summary>Prints what is wrong, the beginning of it when it is much, and returns the exit code.</summary>
    public static int WriteFindings(TextWriter output, IReadOnlyCollection<string> findings)
    {
        const int Shown = 20;

        foreach (var finding in findings.Take(Shown))
        {
            output.WriteLine($"WRONG: {finding}");
        }

        output.WriteLine(findings.Count == 0 ? "all as it should be" : $"{findings.Count} findings");
        return findings.Count == 0 ? 0 : 1;
    }

    private static double Percentile(TimeSpan[] sorted, int percent) =>
        sorted[Math.Min(sorted.Length * percent / 100, sorted.Length - 1)].TotalMilliseconds;
}
