namespace Gimlet.Helm.Sources;

/// <summary>Text that comes from outside, as files and error messages hold it.</summary>
internal static class ChartText
{
    private const int MaxShown = 200;

    /// <summary>The content without the mark that some editors put in front of UTF-8, as helm has it.</summary>
    public static ReadOnlyMemory<byte> TrimByteOrderMark(ReadOnlyMemory<byte> content) =>
        content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;

    /// <summary>A name in quotes for a message: short, and without characters that would break the line.</summary>
    public static string Show(string name)
    {
        var shown = name.Length > MaxShown ? name[..MaxShown] + "…" : name;
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c))}'";
    }
}
