namespace Gimlet.FluxWatcher.Objects;

internal static class SourcePath
{
    /// <summary>Normalises <c>spec.path</c>: no <c>.</c>, no outer slashes; empty for the whole repository.</summary>
    public static string Normalise(string? path)
    {
        var segments = new List<string>();
        const StringSplitOptions Clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var segment in (path ?? "").Split('/', Clean))
        {
            if (segment == "..")
            {
                // As Flux joins it: never above the root of the source.
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }
        return string.Join('/', segments);
    }
}
