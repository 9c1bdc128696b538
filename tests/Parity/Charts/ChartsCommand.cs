using System.CommandLine;
using Gimlet.Parity.Reports;

namespace Gimlet.Parity.Charts;

/// <summary>Renders a folder of charts with the library and with helm.</summary>
internal static class ChartsCommand
{
    private const int WarmUpCases = 10;
    private const int WarmUpRuns = 50;

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Where the cases are" }.AcceptExistingOnly();
        var warm = new Option<int>("--warm")
        {
            Description = "Renderings of each parsed chart, for the warm figure", DefaultValueFactory = _ => 20,
        };
        var command = new Command("charts", "Compares charts with helm template --no-hooks") { folder, warm };
        command.SetAction(async (parsed, stop) =>
        {
            var helm = RealTool.Find("helm", "HELM_PATH");
            if (helm is null)
            {
                Console.Error.WriteLine("There is no helm on the PATH; HELM_PATH can name one.");
                return 2;
            }

            var cases = ChartCaseFinder.Find(parsed.GetValue(folder)!.FullName).ToList();
            WarmUp(cases);
            var comparisons = new List<Comparison>();
            foreach (var found in cases)
            {
                stop.ThrowIfCancellationRequested();
                comparisons.Add(await CompareAsync(found, helm, parsed.GetValue(warm)));
            }

            return ReportWriter.Write(comparisons, Console.Out) ? 0 : 1;
        });
        return command;
    }

    // Cold is a chart that nobody has seen, not a runtime that has compiled nothing yet.
    private static void WarmUp(List<ChartCase> cases)
    {
        foreach (var found in cases.Take(WarmUpCases))
        {
            LibraryChart.Render(found, WarmUpRuns);
        }
    }

    private static async Task<Comparison> CompareAsync(ChartCase chart, RealTool helm, int warmRuns)
    {
        var arguments = new List<string>
        {
            "template", LibraryChart.Release, chart.ChartPath, "--namespace", LibraryChart.Namespace, "--no-hooks",
        };
        arguments.AddRange(chart.ValuesPaths.SelectMany(path => new[] { "--values", path }));
        if (chart.KubeVersion is not null)
        {
            arguments.AddRange(["--kube-version", chart.KubeVersion]);
        }

        var real = await helm.RunAsync(arguments);
        var (cold, warm) = LibraryChart.Render(chart, warmRuns);
        var comparison = Comparison.Of(chart.Name, cold, real);
        if (comparison.Verdict == Verdict.Different)
        {
            comparison = comparison.Reconsider(cold, real, await helm.RunAsync(arguments));
        }

        return comparison with
        {
            ColdRatio = real.Output is null || cold.Output is null ? 0 : real.Time / cold.Time,
            WarmRatio = real.Output is null || warm is null ? 0 : real.Time / warm.Value,
        };
    }
}
