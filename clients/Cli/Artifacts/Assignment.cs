namespace Gimlet.Cli.Artifacts;

/// <summary><c>name=value</c> as options and files give it; the value may hold more <c>=</c>.</summary>
internal sealed record Assignment(string Name, string Value)
{
    /// <summary>Null where there is no name or no <c>=</c>.</summary>
    public static Assignment? TryParse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? new Assignment(text[..at], text[(at + 1)..]) : null;
    }
}
