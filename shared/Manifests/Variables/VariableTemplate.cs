namespace Gimlet.Manifests.Variables;

/// <summary>A string of a manifest that may hold variables.</summary>
internal static class VariableTemplate
{
    /// <summary>Whether the text has anything to resolve. What has not is never parsed.</summary>
    public static bool IsTemplate(string text)
    {
        return text.Contains("{{", StringComparison.Ordinal);
    }
}
