using System.Globalization;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>What a process holds at a moment, in megabytes.</summary>
/// <param name="Name">The service.</param>
/// <param name="Resident">The resident set, as the kernel counts it.</param>
/// <param name="Anonymous">The part of it that no file is behind: the process' own.</param>
/// <param name="Heap">Managed objects after the last collection, without the gaps between them.</param>
internal sealed record MemoryUse(string Name, double Resident, double Anonymous, double Heap)
{
    public static async Task<IReadOnlyList<MemoryUse>> ReadAllAsync(
        Installation installation, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var uses = new List<MemoryUse>();
        foreach (var name in installation.ProcessNames)
        {
            var metrics = await http.GetStringAsync(
                new Uri(installation.HttpAddressOf(name), "/metrics"), cancellationToken);
            var heap = Sum(metrics, "dotnet_gc_last_collection_heap_size_bytes")
                - Sum(metrics, "dotnet_gc_last_collection_heap_fragmentation_size_bytes");
            var path = $"/proc/{installation.Process(name).Id}/status";
            var status = await File.ReadAllLinesAsync(path, cancellationToken);
            uses.Add(new MemoryUse(name, Field(status, "VmRSS:"), Field(status, "RssAnon:"), heap / 1024 / 1024));
        }

        return uses;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-14} {Resident,6:0} MB resident, {Anonymous,6:0} MB of its own, {Heap,6:0} MB in managed objects");

    private static double Field(string[] status, string name) => double.Parse(
        status.First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    private static double Sum(string metrics, string name) => metrics.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split("} ")[^1].Split(' ')[0], CultureInfo.InvariantCulture));
}
