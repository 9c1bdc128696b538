using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Gimlet.Templating;
using Gimlet.Templating.Sprig.Regexes;

namespace Gimlet.Helm.Schemas;

/// <summary>The formats of texts that charts use; others are taken for remarks.</summary>
internal static partial class SchemaFormats
{
    /// <summary>Says what is wrong with a text; null if nothing is, or the format is unknown.</summary>
    public static string? Check(string format, string text) => format switch
    {
        "ipv4" => CheckIpv4(text),
        "ipv6" => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            && !text.StartsWith('[') ? null : "invalid ipv6 address",
        "hostname" => text.Length < 254 && Hostname().IsMatch(text) ? null : "invalid hostname",
        "email" => text.LastIndexOf('@') is > 0 and var at && Hostname().IsMatch(text[(at + 1)..])
            ? null : "invalid email",
        "uri" or "iri" => CheckUri(text),
        "uri-reference" or "iri-reference" =>
            Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _) && !text.Contains('\\', StringComparison.Ordinal)
                ? null : "invalid reference",
        "uuid" => text.Length == 36 && Guid.TryParseExact(text, "D", out _) ? null : "invalid uuid",
        "date" => IsDate(text, "yyyy-MM-dd") ? null : "invalid date",
        "date-time" => DateAndTime().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : "invalid date-time",
        "regex" => CheckRegex(text),
        _ => null,
    };

    private static string? CheckIpv4(string text)
    {
        var parts = text.Split('.');
        return parts.Length != 4 ? "expected four decimals"
            : Array.TrueForAll(parts, static part => byte.TryParse(part, NumberStyles.None, null, out var number)
                && number.ToString(CultureInfo.InvariantCulture) == part) ? null : "invalid decimal";
    }

    private static string? CheckUri(string text) =>
        !Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _) ? "invalid uri"
        : Scheme().IsMatch(text) ? null : "relative url";

    private static string? CheckRegex(string text)
    {
        try
        {
            GoRegex.Get(text);
            return null;
        }
        catch (FunctionException exception)
        {
            return exception.Message;
        }
    }

    private static bool IsDate(string text, string format) => DateTime.TryParseExact(
        text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex(
        @"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
            + @"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\.?\z")]
    private static partial Regex Hostname();

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?"
            + @"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex DateAndTime();
}
