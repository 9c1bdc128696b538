using System.Globalization;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>How much the gitops-writer did, by its own metrics.</summary>
internal sealed record WriterCounts(long Rounds, long Pushes)
{
    public static WriterCounts operator -(WriterCounts after, WriterCounts before) =>
        new(after.Rounds - before.Rounds, after.Pushes - before.Pushes);

    public static async Task<WriterCounts> ReadAsync(Installation installation, CancellationToken cancellationToken)
    {
        var process = installation.Form == GimletForm.Standalone ? "Standalone" : "GitopsWriter";
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(
            new Uri(installation.HttpAddressOf(process), "/metrics"), cancellationToken);
        return new WriterCounts(
            Sum(metrics, "gimlet_gitops_batch_size_count"), Sum(metrics, "gimlet_gitops_push_duration_seconds_count"));
    }

    public override string ToString() => $"rounds: {Rounds}, pushes: {Pushes}";

    private static long Sum(string metrics, string name) => metrics.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => (long)double.Parse(line.Split("} ")[^1].Split(' ')[0], CultureInfo.InvariantCulture));
}
