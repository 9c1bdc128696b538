using System.Globalization;
using Gimlet.Templating.Syntax;

namespace Gimlet.Templating.Sprig.Dates;

internal static partial class TimeLayout
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] Days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    /// <summary>Go's ParseInLocation.</summary>
    /// <exception cref="FormatException">The text is not of the layout; the message is Go's.</exception>
    public static GoTime Parse(string layout, string text, TimeZoneInfo zone)
    {
        var fields = new Fields();
        var rest = text;
        for (var position = 0; position < layout.Length;)
        {
            var part = PartAt(layout, position);
            if (part is null)
            {
                if (rest.Length == 0 || rest[0] != layout[position])
                {
                    throw Mismatch(layout, text, LiteralAt(layout, position), rest);
                }

                rest = rest[1..];
                position++;
                continue;
            }

            position += part.Length;
            var problem = ReadPart(part, ref rest, fields, position < layout.Length ? PartAt(layout, position) : null);
            if (problem is not null)
            {
                throw problem.Length > 0
                    ? Problem(text, $": {problem} out of range")
                    : Mismatch(layout, text, part, rest);
            }
        }

        if (rest.Length > 0)
        {
            throw Problem(text, $": extra text: {GoQuote.Quote(rest)}");
        }

        return fields.ToTime(zone) ?? throw Problem(text, ": day out of range");
    }

    private static string LiteralAt(string layout, int position)
    {
        var end = position;
        while (end < layout.Length && PartAt(layout, end) is null)
        {
            end++;
        }

        return layout[position..end];
    }

    /// <returns>Null where the part was read, else what is out of range, empty where the text is another.</returns>
    private static string? ReadPart(string part, ref string rest, Fields fields, string? next)
    {
        switch (part)
        {
            case "2006":
                return ReadDigits(ref rest, 4, 4, out fields.Year) ? null : "";
            case "06":
                if (!ReadDigits(ref rest, 2, 2, out var year))
                {
                    return "";
                }

                fields.Year = year >= 69 ? 1900 + year : 2000 + year;
                return null;
            case "January" or "Jan":
                return ReadName(ref rest, Months, part == "Jan", out fields.Month) ? null : "";
            case "Monday" or "Mon":
                return ReadName(ref rest, Days, part == "Mon", out _) ? null : "";
            case "01" or "1":
                return Read(ref rest, part, 1, 12, "month", out fields.Month);
            case "02" or "2" or "_2":
                rest = part == "_2" && rest.StartsWith(' ') ? rest[1..] : rest;
                return Read(ref rest, part == "_2" ? "2" : part, 1, 31, "day", out fields.Day);
            case "002" or "__2":
                rest = part == "__2" ? rest.TrimStart(' ') : rest;
                return ReadDigits(ref rest, part == "002" ? 3 : 1, 3, out fields.DayOfYear) ? null : "";
            case "15":
                return Read(ref rest, "2", 0, 23, "hour", out fields.Hour);
            case "03" or "3":
                return Read(ref rest, part, 0, 12, "hour", out fields.Hour);
            case "04" or "4":
                return Read(ref rest, part, 0, 59, "minute", out fields.Minute);
            case "05" or "5":
                var problem = Read(ref rest, part, 0, 59, "second", out fields.Second);
                return problem ?? ReadUnaskedFraction(ref rest, fields, next);
            case "PM" or "pm":
                return ReadHalf(ref rest, part == "PM", fields) ? null : "";
            case "MST":
                return ReadZoneName(ref rest, fields) ? null : "";
            case ['-' or 'Z', ..]:
                return ReadOffset(ref rest, part, fields) ? null : "";
            default:
                return ReadFraction(ref rest, part, fields) ? null : "";
        }
    }

    private static string? Read(ref string rest, string part, int least, int most, string name, out int number) =>
        !ReadDigits(ref rest, part.Length, 2, out number) ? "" : number < least || number > most ? name : null;

    private static bool ReadDigits(ref string rest, int least, int most, out int number)
    {
        var length = 0;
        while (length < most && length < rest.Length && char.IsAsciiDigit(rest[length]))
        {
            length++;
        }

        number = length == 0 ? 0 : int.Parse(rest.AsSpan(0, length), CultureInfo.InvariantCulture);
        rest = length >= least ? rest[length..] : rest;
        return length >= least;
    }

    private static bool ReadName(ref string rest, string[] names, bool isShort, out int number)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var name = isShort ? names[i][..3] : names[i];
            if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[name.Length..];
                number = i + 1;
                return true;
            }
        }

        number = 0;
        return false;
    }

    private static bool ReadHalf(ref string rest, bool isUpper, Fields fields)
    {
        var half = rest.Length < 2 ? "" : rest[..2];
        if (half != (isUpper ? "AM" : "am") && half != (isUpper ? "PM" : "pm"))
        {
            return false;
        }

        fields.IsAfternoon = half[0] is 'P' or 'p';
        rest = rest[2..];
        return true;
    }

    private static bool ReadZoneName(ref string rest, Fields fields)
    {
        var length = 0;
        while (length < rest.Length && length < 5 && char.IsAsciiLetterUpper(rest[length]))
        {
            length++;
        }

        if (length < 3)
        {
            return false;
        }

        fields.ZoneName = rest[..length];
        rest = rest[length..];
        return true;
    }

    private static bool ReadOffset(ref string rest, string part, Fields fields)
    {
        if (part[0] == 'Z' && rest.StartsWith('Z'))
        {
            fields.Offset = TimeSpan.Zero;
            rest = rest[1..];
            return true;
        }

        if (rest.Length < part.Length || rest[0] is not ('+' or '-'))
        {
            return false;
        }

        var digits = new int[3];
        var count = 0;
        for (var i = 1; i < part.Length; i++)
        {
            if (part[i] == ':' ? rest[i] != ':' : !char.IsAsciiDigit(rest[i]))
            {
                return false;
            }

            if (part[i] != ':')
            {
                digits[count / 2] = (digits[count / 2] * 10) + rest[i] - '0';
                count++;
            }
        }

        var offset = new TimeSpan(digits[0], digits[1], digits[2]);
        fields.Offset = rest[0] == '-' ? -offset : offset;
        rest = rest[part.Length..];
        return digits[0] <= 14 && digits[1] < 60;
    }

    // Go takes a fraction behind the seconds though the layout has none.
    private static string? ReadUnaskedFraction(ref string rest, Fields fields, string? next)
    {
        if (next is not ['.' or ',', ..] && rest is ['.' or ',', >= '0' and <= '9', ..])
        {
            var length = 1 + rest.AsSpan(1).IndexOfAnyExceptInRange('0', '9');
            length = length == 0 ? rest.Length : length;
            fields.Nanosecond = ReadNanoseconds(rest[1..length]);
            rest = rest[length..];
        }

        return null;
    }

    private static bool ReadFraction(ref string rest, string part, Fields fields)
    {
        if (rest is not ['.' or ',', ..])
        {
            return part[1] == '9';
        }

        var end = rest.AsSpan(1).IndexOfAnyExceptInRange('0', '9');
        var length = end < 0 ? rest.Length : end + 1;
        if (part[1] == '0' && length < part.Length)
        {
            return false;
        }

        length = part[1] == '0' ? part.Length : length;
        fields.Nanosecond = ReadNanoseconds(rest[1..length]);
        rest = rest[length..];
        return true;
    }

    private static int ReadNanoseconds(string digits) => int.Parse(
        digits[..Math.Min(digits.Length, 9)].PadRight(9, '0'), CultureInfo.InvariantCulture);

    private static FormatException Mismatch(string layout, string text, string part, string rest) => new(
        $"parsing time {GoQuote.Quote(text)} as {GoQuote.Quote(layout)}: "
        + $"cannot parse {GoQuote.Quote(rest)} as {GoQuote.Quote(part)}");

    private static FormatException Problem(string text, string problem) =>
        new($"parsing time {GoQuote.Quote(text)}{problem}");

    private sealed class Fields
    {
        public int Year;
        public int Month;
        public int Day;
        public int DayOfYear;
        public int Hour;
        public int Minute;
        public int Second;
        public int Nanosecond;
        public bool? IsAfternoon;
        public string? ZoneName;
        public TimeSpan? Offset;

        /// <summary>The time; null when the month has no such day.</summary>
        public GoTime? ToTime(TimeZoneInfo zone)
        {
            var month = Math.Max(Month, 1);
            var day = Math.Max(Day, 1);
            var year = Math.Max(Year, 1);
            if (day > DateTime.DaysInMonth(year, month))
            {
                return null;
            }

            var hour = IsAfternoon is true && Hour < 12 ? Hour + 12 : IsAfternoon is false && Hour == 12 ? 0 : Hour;
            var local = new DateTime(year, month, day, hour, Minute, Second).AddTicks(Nanosecond / 100);
            local = DayOfYear > 0 && Month == 0 ? local.AddDays(DayOfYear - 1) : local;
            if (Offset is { } offset)
            {
                var isZone = zone.GetUtcOffset(local) == offset;
                var name = isZone ? GoTime.In(new DateTimeOffset(local, offset), zone).Zone : ZoneName ?? "";
                return new GoTime(
                    new DateTimeOffset(local, offset), Nanosecond % 100, offset == TimeSpan.Zero ? "UTC" : name);
            }

            if (ZoneName is not null && ZoneName != "UTC")
            {
                // Go knows no offset of a name alone, other than that of its own zone.
                return new GoTime(new DateTimeOffset(local, TimeSpan.Zero), Nanosecond % 100, ZoneName);
            }

            return ZoneName == "UTC"
                ? new GoTime(new DateTimeOffset(local, TimeSpan.Zero), Nanosecond % 100, "UTC")
                : GoTime.In(new DateTimeOffset(local, zone.GetUtcOffset(local)), zone, Nanosecond % 100);
        }
    }
}
