using System.Globalization;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>How much the gitops-writer did, by its own metrics.</summary>
internal sealed record WriterCounts(long Rounds, long Pushes, long Rejected)
{
    private const string Moved =
        "gimlet_gitops_retries_total{otel_scope_name=\"Gimlet\",reason=\"BranchMovedException\"}";

    public static WriterCounts operator -(WriterCounts after, WriterCounts before) =>
        new(after.Rounds - before.Rounds, after.Pushes - before.Pushes, after.Rejected - before.Rejected);

    public static async Task<WriterCounts> ReadAsync(Installation installation, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var counts = new WriterCounts(0, 0, 0);
        foreach (var process in installation.WriterNames)
        {
            var metrics = await http.GetStringAsync(
                new Uri(installation.HttpAddressOf(process), "/metrics"), cancellationToken);
            counts = new WriterCounts(
                counts.Rounds + Sum(metrics, "gimlet_gitops_batch_size_count"),
                counts.Pushes + Sum(metrics, "gimlet_gitops_push_duration_seconds_count"),
                counts.Rejected + Sum(metrics, Moved));
        }

        return counts;
    }

    public override string ToString() => $"rounds: {Rounds}, pushes: {Pushes}, rejected pushes: {Rejected}";

    private static long Sum(string metrics, string name) => metrics.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => (long)double.Parse(line.Split("} ")[^1].Split(' ')[0], CultureInfo.InvariantCulture));
}
