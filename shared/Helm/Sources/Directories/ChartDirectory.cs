namespace Gimlet.Helm.Sources;

/// <summary>Reads charts from directories of the disk.</summary>
public static class ChartDirectory
{
    /// <summary>Reads every file that the chart's <c>.helmignore</c> does not exclude.</summary>
    /// <param name="path">The chart's directory: the one that holds Chart.yaml.</param>
    /// <param name="limits">What it may hold.</param>
    /// <exception cref="ChartException">
    /// There is no chart, a limit is exceeded, a rule of <c>.helmignore</c> is wrong, or a symbolic link leads out of
    /// the directory.
    /// </exception>
    public static ChartFiles Read(string path, ArchiveLimits limits)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            return new ChartTreeReader(new DiskTree(path), limits).Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"the chart directory cannot be read: {e.Message}", e);
        }
    }
}
