namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Picks out of helm's standard error what the chart's user can act on.</summary>
internal static class HelmErrors
{
    private const int MaxLength = 2000;
    private const string Prefix = "Error: ";

    public static string Summarise(string errors)
    {
        var lines = errors.Split('\n').Select(line => line.TrimEnd()).Where(IsRelevant);
        var text = string.Join('\n', lines).Trim();
        text = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        return text.Length switch
        {
            0 => "helm failed and did not say why",
            > MaxLength => text[..MaxLength] + "…",
            _ => text,
        };
    }

    private static bool IsRelevant(string line) =>
        line.Length > 0
        && !line.StartsWith("Use --debug", StringComparison.Ordinal)
        && !line.StartsWith("WARNING:", StringComparison.Ordinal)
        && !line.Contains("level=WARN", StringComparison.Ordinal);
}
