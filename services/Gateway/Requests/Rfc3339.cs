using System.Globalization;
using System.Text.RegularExpressions;

namespace Gimlet.Gateway.Requests;

/// <summary>Times as RFC 3339 writes them, for example <c>2024-05-01T12:00:00Z</c>.</summary>
internal static partial class Rfc3339
{
    private const int TickDigits = 7;

    public static DateTimeOffset? TryRead(string text)
    {
        // Clients that do not encode the + of an offset make it a space.
        var match = Pattern().Match(text.Replace(' ', '+'));
        if (!match.Success)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value.PadRight(TickDigits, '0')[..TickDigits];
        var offset = match.Groups["offset"].Value;
        return DateTimeOffset.TryParseExact(
            $"{match.Groups["seconds"].Value}.{fraction}{(offset == "Z" ? "+00:00" : offset)}",
            "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time) ? time : null;
    }

    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """
        \A(?<seconds>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})
        (\.(?<fraction>[0-9]{1,20}))?
        (?<offset>Z|[+-][0-9]{2}:[0-9]{2})\z
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Pattern();
}
