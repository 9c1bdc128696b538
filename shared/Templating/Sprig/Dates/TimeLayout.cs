using System.Globalization;
using System.Text;

namespace Gimlet.Templating.Sprig.Dates;

/// <summary>
/// Go's layouts (https://pkg.go.dev/time#pkg-constants): a text in which the parts of the moment
/// <c>Mon Jan 2 15:04:05 MST 2006</c> stand for those of another.
/// </summary>
internal static partial class TimeLayout
{
    private static readonly string[] Parts =
    [
        "January", "Jan", "Monday", "Mon", "MST", "01", "02", "03", "04", "05", "06", "002", "15", "PM", "pm",
        "2006", "_2006", "__2", "_2", "-070000", "-07:00:00", "-0700", "-07:00", "-07",
        "Z070000", "Z07:00:00", "Z0700", "Z07:00", "Z07", "1", "2", "3", "4", "5",
    ];

    public static string Format(string layout, GoTime time)
    {
        var result = new StringBuilder(layout.Length + 16);
        for (var position = 0; position < layout.Length;)
        {
            var part = PartAt(layout, position);
            if (part is null)
            {
                result.Append(layout[position++]);
                continue;
            }

            result.Append(FormatPart(part, time));
            position += part.Length;
        }

        return result.ToString();
    }

    /// <summary>The part of a layout at a place; null where it is text.</summary>
    private static string? PartAt(string layout, int position)
    {
        var rest = layout.AsSpan(position);
        if (rest[0] is '.' or ',' && FractionLength(rest) is var length and > 0)
        {
            return rest[..length].ToString();
        }

        string? longest = null;
        foreach (var part in Parts)
        {
            if (rest.StartsWith(part, StringComparison.Ordinal) && part.Length > (longest?.Length ?? 0)
                && !(part is "Jan" or "Mon" && rest.Length > part.Length && char.IsAsciiLetterLower(rest[part.Length])))
            {
                longest = part;
            }
        }

        // In _2006 the underscore is text.
        return longest == "_2006" ? null : longest;
    }

    // Zeros or nines behind a point, up to what is no digit.
    private static int FractionLength(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2 || rest[1] is not ('0' or '9'))
        {
            return 0;
        }

        var length = 1;
        while (length < rest.Length && rest[length] == rest[1])
        {
            length++;
        }

        return length < rest.Length && char.IsAsciiDigit(rest[length]) ? 0 : length;
    }

    private static string FormatPart(string part, GoTime time)
    {
        var instant = time.Instant;
        var culture = CultureInfo.InvariantCulture;
        var hour = instant.Hour % 12 == 0 ? 12 : instant.Hour % 12;
        return part switch
        {
            "2006" => instant.Year.ToString("D4", culture),
            "06" => (instant.Year % 100).ToString("D2", culture),
            "January" => instant.ToString("MMMM", culture),
            "Jan" => instant.ToString("MMM", culture),
            "01" => instant.Month.ToString("D2", culture),
            "1" => instant.Month.ToString(culture),
            "Monday" => instant.DayOfWeek.ToString(),
            "Mon" => instant.DayOfWeek.ToString()[..3],
            "02" => instant.Day.ToString("D2", culture),
            "2" => instant.Day.ToString(culture),
            "_2" => instant.Day.ToString(culture).PadLeft(2),
            "002" => instant.DayOfYear.ToString("D3", culture),
            "__2" => instant.DayOfYear.ToString(culture).PadLeft(3),
            "15" => instant.Hour.ToString("D2", culture),
            "03" => hour.ToString("D2", culture),
            "3" => hour.ToString(culture),
            "04" => instant.Minute.ToString("D2", culture),
            "4" => instant.Minute.ToString(culture),
            "05" => instant.Second.ToString("D2", culture),
            "5" => instant.Second.ToString(culture),
            "PM" => instant.Hour >= 12 ? "PM" : "AM",
            "pm" => instant.Hour >= 12 ? "pm" : "am",
            "MST" => time.Zone.Length > 0 ? time.Zone : FormatOffset("-0700", instant.Offset),
            ['-' or 'Z', ..] => FormatOffset(part, instant.Offset),
            _ => FormatFraction(part, time.NanosecondsOfSecond),
        };
    }

    private static string FormatOffset(string part, TimeSpan offset)
    {
        if (part[0] == 'Z' && offset == TimeSpan.Zero)
        {
            return "Z";
        }

        var magnitude = offset.Duration();
        var colon = part.Contains(':', StringComparison.Ordinal) ? ":" : "";
        var digits = part.Count(char.IsAsciiDigit);
        return (offset < TimeSpan.Zero ? "-" : "+") + $"{(int)magnitude.TotalHours:D2}"
            + (digits >= 4 ? $"{colon}{magnitude.Minutes:D2}" : "")
            + (digits == 6 ? $"{colon}{magnitude.Seconds:D2}" : "");
    }

    private static string FormatFraction(string part, int nanoseconds)
    {
        var all = nanoseconds.ToString("D9", CultureInfo.InvariantCulture).PadRight(part.Length, '0');
        var digits = all[..(part.Length - 1)];
        if (part[1] == '0')
        {
            return part[0] + digits;
        }

        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? "" : part[0] + digits;
    }
}
