using Gimlet.Manifests;

namespace Gimlet.Policy.Requests;

/// <summary>Refuses parameters that cannot be meant, by their names.</summary>
internal static class RequestChecks
{
    private const int MaxTextLength = 1000;
    private const int MinShaLength = 7;
    private const int MaxShaLength = 64;

    public static void Mandatory(string field, string value)
    {
        if (value.Length == 0)
        {
            throw Invalid($"{field} is mandatory.");
        }
    }

    /// <summary>Apps and environments are directories of the gitops repository.</summary>
    public static void Label(string field, string value)
    {
        Mandatory(field, value);
        if (!DnsLabel.IsValid(value))
        {
            throw Invalid(
                $"{field} {DisplayText.Quote(value)} is not a DNS label: 1 to {DnsLabel.MaxLength} lower-case letters, "
                    + "digits and dashes, beginning and ending with a letter or a digit.");
        }
    }

    /// <summary>A commit's hash or the beginning of one, in lower case.</summary>
    public static string Sha(string field, string value)
    {
        Mandatory(field, value);
        return value.Length is >= MinShaLength and <= MaxShaLength && value.All(char.IsAsciiHexDigit)
            ? value.ToLowerInvariant()
            : throw Invalid($"{field} must be {MinShaLength} to {MaxShaLength} hexadecimal digits.");
    }

    public static void Text(string field, string value)
    {
        Mandatory(field, value);
        if (value.Length > MaxTextLength || value.Any(char.IsControl))
        {
            throw Invalid($"{field} must be text of up to {MaxTextLength} characters without control characters.");
        }
    }

    private static RequestRefusedException Invalid(string message) => new(Refusal.Invalid, message);
}
