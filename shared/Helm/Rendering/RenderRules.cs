using System.Text.RegularExpressions;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>What helm asks of a chart and a release before it renders, in its words and its order.</summary>
internal static partial class RenderRules
{
    private const int LongestReleaseName = 53;

    private const string ReleaseNamePattern =
        @"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    public static void Check(Chart chart, RenderRequest request)
    {
        if (chart.Metadata.IsLibrary)
        {
            throw new ChartException("library charts are not installable");
        }

        var missing = (chart.Metadata.Dependencies ?? [])
            .Select(static dependency => dependency.Name)
            .Where(name => !chart.Dependencies.Any(dependency => dependency.Name == name))
            .ToList();
        if (missing.Count > 0)
        {
            throw new ChartException(
                "an error occurred while checking for chart dependencies. You may need to run `helm dependency build` "
                + "to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: "
                + string.Join(", ", missing));
        }

        CheckReleaseName(request.ReleaseName);
    }

    private static void CheckReleaseName(string name)
    {
        if (name.Length == 0)
        {
            throw new ChartException("release name check failed: release name \"\": no name provided");
        }

        if (name.Length > LongestReleaseName || name.EndsWith('\n') || !ReleaseName().IsMatch(name))
        {
            throw new ChartException(
                $"release name check failed: release name {GoString.Quote(name)}: invalid release name, must match "
                + $"regex {ReleaseNamePattern} and the length must not be longer than {LongestReleaseName}");
        }
    }

    [GeneratedRegex(ReleaseNamePattern)]
    private static partial Regex ReleaseName();
}
