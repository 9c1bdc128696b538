using System.Text.RegularExpressions;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Decides what a manifest's chart may be, before anything acts on it.</summary>
internal static partial class ChartLocation
{
    /// <summary>
    /// The chart as a renderer takes it: a name in a repository, an address, or the full path of a local chart.
    /// </summary>
    public static string Resolve(Chart chart, string chartsPath)
    {
        RefuseOption("chart.name", chart.Name);
        RefuseOption("chart.repository", chart.Repository);
        RefuseOption("chart.version", chart.Version);
        if (!string.IsNullOrEmpty(chart.Repository))
        {
            CheckRepository(chart);
            return chart.Name;
        }

        if (chart.Name.StartsWith("oci://", StringComparison.Ordinal) || IsArchive(chart.Name))
        {
            return chart.Name;
        }

        if (IsGit(chart.Name))
        {
            throw new RenderException($"chart.name: charts from git ({Redact(chart.Name)}) need CHART_RENDERER=builtin");
        }

        if (chart.Name.Contains("://", StringComparison.Ordinal))
        {
            throw new RenderException(
                $"chart.name: {Redact(chart.Name)} is neither the address of a .tgz archive nor an oci:// reference");
        }

        return ResolveLocal(chart, chartsPath);
    }

    /// <summary>Says why a local chart cannot be had where no folder is open to them.</summary>
    public static RenderException RefuseLocal(Chart chart) => new(
        $"chart.name: '{chart.Name}' is a local path and CHARTS_PATH opens no folder; use chart.repository, " +
        "the address of a .tgz archive or an oci:// reference");

    /// <summary>A value that helm would read as an option of its own is refused.</summary>
    public static void RefuseOption(string field, string? value)
    {
        if (value?.TrimStart().StartsWith('-') == true)
        {
            throw new RenderException($"{field} must not start with '-': {value}");
        }
    }

    /// <summary>Addresses without the passwords that they may carry.</summary>
    public static string Redact(string text) => UserInfo().Replace(text, "://***@");

    private static void CheckRepository(Chart chart)
    {
        if (!IsHttp(chart.Repository!))
        {
            throw new RenderException(
                $"chart.repository must be an http:// or https:// address: {Redact(chart.Repository!)}");
        }

        if (!ChartName().IsMatch(chart.Name))
        {
            throw new RenderException($"chart.name: '{chart.Name}' cannot be a chart of {Redact(chart.Repository!)}");
        }
    }

    // Manifests come from CI: what they name must not reach outside the folder that the operator opened to them.
    private static string ResolveLocal(Chart chart, string chartsPath)
    {
        var name = chart.Name;
        if (chartsPath.Length == 0)
        {
            throw RefuseLocal(chart);
        }

        var root = Path.GetFullPath(chartsPath);
        var path = Path.GetFullPath(Path.Combine(root, name.Replace('\0', ' ')));
        if (!path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal))
        {
            throw new RenderException($"chart.name: '{name}' leads out of CHARTS_PATH");
        }

        return Path.Exists(path)
            ? path
            : throw new RenderException($"chart.name: there is no chart '{name}' in CHARTS_PATH");
    }

    private static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static bool IsArchive(string name) =>
        IsHttp(name) && new Uri(name).AbsolutePath is var path
        && (path.EndsWith(".tgz", StringComparison.Ordinal) || path.EndsWith(".tar.gz", StringComparison.Ordinal));

    private static bool IsGit(string name) =>
        name.StartsWith("git@", StringComparison.Ordinal)
        || name.StartsWith("ssh://", StringComparison.Ordinal)
        || name.Split('?')[0].EndsWith(".git", StringComparison.Ordinal);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex ChartName();

    [GeneratedRegex(@"://[^/@\s]+@")]
    private static partial Regex UserInfo();
}
