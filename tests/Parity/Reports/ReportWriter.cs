using System.Globalization;

namespace Gimlet.Parity.Reports;

/// <summary>Prints the counts, the speed and the first difference of every case that is not equal.</summary>
internal static class ReportWriter
{
    /// <summary>Returns whether every case is equal, but for random values, or refused at the same place.</summary>
    public static bool Write(IReadOnlyList<Comparison> comparisons, TextWriter output)
    {
        foreach (var comparison in comparisons.Where(comparison => !IsEqual(comparison)))
        {
            output.WriteLine($"{comparison.Verdict}: {comparison.Name}");
            output.WriteLine("    " + comparison.Difference.ReplaceLineEndings("\n    "));
            output.WriteLine();
        }

        output.WriteLine($"{comparisons.Count} cases");
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            var count = comparisons.Count(comparison => comparison.Verdict == verdict);
            var share = Percent(count, comparisons.Count);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {verdict,-18} {count,6}  {share,6:0.0} %"));
        }

        WriteRatio(output, "cold", comparisons.Select(comparison => comparison.ColdRatio));
        WriteRatio(output, "warm", comparisons.Select(comparison => comparison.WarmRatio));
        return comparisons.All(IsEqual);
    }

    private static bool IsEqual(Comparison comparison) =>
        comparison.Verdict is Verdict.ByteEqual or Verdict.EqualButRandom or Verdict.SameError;

    private static double Percent(int part, int whole) => whole == 0 ? 0 : 100.0 * part / whole;

    private static void WriteRatio(TextWriter output, string name, IEnumerable<double> ratios)
    {
        var sorted = ratios.Where(ratio => ratio > 0).Order().ToArray();
        if (sorted.Length > 0)
        {
            var median = sorted[sorted.Length / 2];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {name}: {median:0.0} times faster than the tool (median of {sorted.Length} cases)"));
        }
    }
}
