using System.Globalization;

namespace Gimlet.GoYaml.Reading;

/// <summary>The timestamps of YAML that go-yaml knows: dates, and dates with a time in three forms.</summary>
internal static class Timestamp
{
    /// <summary>The point in time as Go writes it into JSON (RFC 3339); null when the text is none.</summary>
    public static string? Read(string text)
    {
        // All of them start with a year of four digits, which most numbers do not.
        if (text.Length < 8 || text[4] != '-' || text.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        var reader = new FieldReader(text, 5);
        var year = int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture);
        if (!reader.ReadNumber(1, 12, out var month) || !reader.ReadUnit("-")
            || !reader.ReadNumber(1, DaysIn(year, month), out var day))
        {
            return null;
        }

        var date = $"{year:D4}-{month:D2}-{day:D2}T";
        if (reader.IsAtEnd)
        {
            return date + "00:00:00Z";
        }

        var hasZone = reader.Current is 'T' or 't';
        return reader.ReadUnit("Tt ") && ReadTime(ref reader) is { } time && ReadZone(ref reader, hasZone) is { } zone
            ? date + time + zone
            : null;
    }

    private static string? ReadTime(ref FieldReader reader)
    {
        if (!reader.ReadNumber(0, 23, out var hour) || !reader.ReadUnit(":")
            || !reader.ReadNumber(0, 59, out var minute) || !reader.ReadUnit(":")
            || !reader.ReadNumber(0, 59, out var second))
        {
            return null;
        }

        const int nanosecondDigits = 9;
        var fraction = reader.ReadFraction();
        var kept = fraction[..Math.Min(fraction.Length, nanosecondDigits)].TrimEnd('0');
        return $"{hour:D2}:{minute:D2}:{second:D2}{(kept.Length > 0 ? "." : "")}{kept}";
    }

    private static string? ReadZone(ref FieldReader reader, bool hasZone)
    {
        if (!hasZone)
        {
            return reader.IsAtEnd ? "Z" : null;
        }

        if (reader.Current == 'Z')
        {
            return reader.ReadUnit("Z") && reader.IsAtEnd ? "Z" : null;
        }

        var sign = reader.Current;
        var isZone = reader.ReadUnit("+-") && reader.ReadTwoDigits(24, out var hours) && reader.ReadUnit(":")
            && reader.ReadTwoDigits(60, out var minutes) && reader.IsAtEnd;
        if (!isZone)
        {
            return null;
        }

        var zone = reader.Text[^6..];
        return zone[1..] == "00:00" ? "Z" : sign + zone[1..];
    }

    private static int DaysIn(int year, int month) => year == 0
        ? DateTime.DaysInMonth(4, month)
        : DateTime.DaysInMonth(year, Math.Clamp(month, 1, 12));

    private ref struct FieldReader(string text, int position)
    {
        private int _position = position;

        public readonly string Text => text;

        public readonly char Current => _position < text.Length ? text[_position] : '\0';

        public readonly bool IsAtEnd => _position == text.Length;

        public bool ReadUnit(string anyOf)
        {
            var isRead = !IsAtEnd && anyOf.Contains(Current, StringComparison.Ordinal);
            _position += isRead ? 1 : 0;
            return isRead;
        }

        /// <summary>A number of one or two digits.</summary>
        public bool ReadNumber(int least, int most, out int number)
        {
            var length = !char.IsAsciiDigit(Current) ? 0
                : _position + 1 < text.Length && char.IsAsciiDigit(text[_position + 1]) ? 2 : 1;
            number = length == 0 ? -1 : int.Parse(text.AsSpan(_position, length), CultureInfo.InvariantCulture);
            _position += length;
            return number >= least && number <= most;
        }

        public bool ReadTwoDigits(int most, out int number)
        {
            var start = _position;
            return ReadNumber(0, most, out number) && _position == start + 2;
        }

        /// <summary>The digits behind a point or a comma; nothing when there are none.</summary>
        public string ReadFraction()
        {
            if (Current is not ('.' or ',') || _position + 1 == text.Length || !char.IsAsciiDigit(text[_position + 1]))
            {
                return "";
            }

            var start = ++_position;
            while (char.IsAsciiDigit(Current))
            {
                _position++;
            }

            return text[start.._position];
        }
    }
}
