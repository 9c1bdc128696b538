using System.Text.RegularExpressions;
using Gimlet.Helm;
using Gimlet.Manifests;
using Gimlet.Rendering;
using Chart = Gimlet.Helm.Chart;

namespace Gimlet.Cli.Manifests;

/// <summary>Checks values against the chart's schemas, where the chart can be had.</summary>
internal static partial class ValuesCheck
{
    public static async Task<IReadOnlyList<Finding>> CheckAsync(
        Manifest manifest, ManifestPositions positions, LocalCharts charts, CancellationToken cancellationToken)
    {
        Chart chart;
        try
        {
            chart = await charts.FetchAsync(manifest.Chart!, cancellationToken);
        }
        catch (ChartException e)
        {
            return [Finding.At(positions, "chart.name", $"values are not checked: {e.Message}", isError: false)];
        }

        try
        {
            chart.CheckValues(ManifestChart.ValuesOf(manifest), cancellationToken);
            return [];
        }
        catch (ChartException e)
        {
            return [.. Read(e.Message, chart.Name, positions)];
        }
    }

    // The message is helm's: a line for each chart, below it lines for its values, and indented ones for their causes.
    private static List<Finding> Read(string message, string root, ManifestPositions positions)
    {
        var found = new List<(string Field, string Problem)>();
        var field = "values";
        foreach (var line in message.Split('\n').Where(line => line.Length > 0))
        {
            if (Error().Match(line) is { Success: true } error)
            {
                found.Add((field + Fields(error.Groups["at"].Value), error.Groups["problem"].Value));
            }
            else if (line.StartsWith(' ') && found.Count > 0)
            {
                found[^1] = (found[^1].Field, $"{found[^1].Problem}; {line.Trim(' ', '-')}");
            }
            else if (ChartName().Match(line) is { Success: true } chart)
            {
                var name = chart.Groups["name"].Value;
                field = name == root ? "values" : $"values.{name}";
            }
        }

        return found.Count > 0
            ? [.. found.Select(error => Finding.At(positions, error.Field, error.Problem))]
            : [Finding.At(positions, "values", message)];
    }

    // A JSON pointer as the path of a field.
    private static string Fields(string pointer) => string.Concat(pointer.Split('/').Skip(1).Select(part =>
        part.Length > 0 && part.All(char.IsAsciiDigit)
            ? $"[{part}]"
            : "." + part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));

    [GeneratedRegex("^- at '(?<at>.*?)': (?<problem>.*)$")]
    private static partial Regex Error();

    [GeneratedRegex("^(?<name>[^ :]+):$")]
    private static partial Regex ChartName();
}
