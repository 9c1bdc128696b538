using System.Globalization;

namespace Gimlet.Cli.Artifacts;

/// <summary>Times of commits: ISO 8601 in the forms that git prints, UTC where there is no offset.</summary>
internal static class CommitTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-dd HH:mm:ssK", "yyyyMMdd'T'HHmmssK", "yyyy-MM-dd",
    ];

    /// <summary>Unix seconds.</summary>
    public static long Parse(string text) => DateTimeOffset.TryParseExact(
        text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time.ToUnixTimeSeconds()
        : throw CliException.Usage(
            $"--created must be a time in ISO 8601, like 2026-10-07T13:55:29+02:00, not \"{OneLine.Of(text)}\".");
}
