using System.Buffers;

namespace Gimlet.Manifests;

/// <summary>Names of apps, environments and namespaces: DNS labels as RFC 1123 has them, in lower case.</summary>
public static class DnsLabel
{
    /// <summary>The longest label, in characters.</summary>
    public const int MaxLength = 63;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether the name is 1 to 63 lower-case letters, digits and inner dashes.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxLength
            && !name.StartsWith('-')
            && !name.EndsWith('-')
            && !name.AsSpan().ContainsAnyExcept(Characters);
    }

    /// <summary>Refuses a name that is no DNS label.</summary>
    /// <param name="field">What the error calls the name, for example <c>env</c>.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ManifestException">Names the field and the value, shortened.</exception>
    public static void Require(string field, string name)
    {
        if (!IsValid(name))
        {
            throw new ManifestException($"{field}: {Explain(name)}");
        }
    }

    internal static string Explain(string name)
    {
        return $"{Quoted.Short(name)} is not a DNS label (1 to {MaxLength} lower-case letters, digits and dashes, "
            + "beginning and ending with a letter or a digit)";
    }
}
