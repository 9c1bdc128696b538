using Gimlet.Templating.Versions;

namespace Gimlet.Helm.Sources;

/// <summary>Chooses among the versions that are offered as <c>helm --version</c> does.</summary>
internal static class VersionChoice
{
    /// <summary>
    /// The very version that is asked for, if it is there; otherwise the newest one of the range. No range, as
    /// <c>*</c>, leaves pre-releases out.
    /// </summary>
    /// <exception cref="ChartException">There is none, or the range is no range.</exception>
    public static string Pick(IReadOnlyCollection<string> versions, string? wanted)
    {
        if (!VersionRange.TryParse(wanted ?? "*", out var range))
        {
            throw new ChartException($"{ChartText.Show(wanted!)} is no version and no range of versions");
        }

        if (wanted is not null && versions.Contains(wanted))
        {
            return wanted;
        }

        SemanticVersion? newest = null;
        foreach (var text in versions)
        {
            if (SemanticVersion.TryParse(text, out var version) && range.Contains(version)
                && (newest is null || version.CompareTo(newest) > 0))
            {
                newest = version;
            }
        }

        return newest?.Original ?? throw new ChartException(
            wanted is null ? "there is no version that is not a pre-release" : $"there is no version {wanted}");
    }
}
