using System.Text.RegularExpressions;

namespace Gimlet.Manifests.Variables;

/// <summary>The template function that makes a DNS label of any text, such as the name of a branch.</summary>
internal static partial class SanitizeDnsName
{
    /// <summary>Helm refuses release names that are longer.</summary>
    private const int MaxLength = 53;

    public static string Apply(string text)
    {
        var label = OtherCharacters().Replace(text.ToLowerInvariant(), "-").Trim('-');
        return label.Length > MaxLength ? label[..MaxLength].TrimEnd('-') : label;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex OtherCharacters();
}
