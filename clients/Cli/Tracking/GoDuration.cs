using System.Globalization;
using System.Text.RegularExpressions;

namespace Gimlet.Cli.Tracking;

/// <summary>Durations as Go writes them: <c>90s</c>, <c>10m</c>, <c>1h30m</c>, <c>1.5h</c>.</summary>
internal static partial class GoDuration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Null where the text is no duration, or one of more than 30 days.</summary>
    public static TimeSpan? TryParse(string text)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var seconds = 0.0;
        for (var i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            var digits = match.Groups["number"].Captures[i].ValueSpan;
            var number = double.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            seconds += number * SecondsOf(match.Groups["unit"].Captures[i].Value);
        }

        return seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double SecondsOf(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        _ => unit == "ns" ? 1e-9 : 1e-6,
    };

    [GeneratedRegex(@"\A\+?((?<number>[0-9]{1,15}(\.[0-9]{0,15})?|\.[0-9]{1,15})(?<unit>ns|us|µs|ms|s|m|h))+\z")]
    private static partial Regex Pattern();
}
