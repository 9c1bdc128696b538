using System.Globalization;

namespace Gimlet.Cli.Listing;

/// <summary>How long ago something was, as people say it.</summary>
internal static class Age
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("year", 31_556_952), ("month", 2_629_746), ("day", 86_400), ("hour", 3_600), ("minute", 60)];

    /// <param name="unixSeconds">When it was.</param>
    /// <param name="clock">What time it is.</param>
    public static string Of(long unixSeconds, TimeProvider clock)
    {
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds() - unixSeconds;
        foreach (var (unit, length) in Units)
        {
            if (seconds >= length)
            {
                var count = Math.Floor(seconds / length);
                return string.Create(CultureInfo.InvariantCulture, $"{count:0} {unit}{(count > 1 ? "s" : "")} ago");
            }
        }

        return "just now";
    }
}
