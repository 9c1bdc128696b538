namespace Gimlet.Helm.Rendering;

/// <summary>A template of a chart.</summary>
/// <param name="Name">The path of the chart and of the file, by which templates know each other.</param>
/// <param name="Node">The chart.</param>
/// <param name="File">The file.</param>
internal sealed record ChartTemplate(string Name, ChartNode Node, ChartFile File)
{
    /// <summary>Whether it only has definitions for others and is not executed by itself.</summary>
    public bool IsPartial => FileName.StartsWith('_');

    /// <summary>Whether its output is for people. It is executed all the same: its errors count.</summary>
    public bool IsNotes => Name.EndsWith("NOTES.txt", StringComparison.Ordinal);

    private ReadOnlySpan<char> FileName => Name.AsSpan(Name.LastIndexOf('/') + 1);
}
