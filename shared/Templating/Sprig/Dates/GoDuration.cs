using System.Globalization;
using System.Text;

namespace Gimlet.Templating.Sprig.Dates;

/// <summary>Go's time.Duration.</summary>
/// <param name="Nanoseconds">Its length.</param>
internal readonly record struct GoDuration(long Nanoseconds)
{
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    private static readonly (string Name, long Length)[] Units =
    [
        ("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000),
        ("s", Second), ("m", Minute), ("h", Hour),
    ];

    /// <summary>Go's ParseDuration.</summary>
    /// <exception cref="FormatException">The text is none; the message is Go's.</exception>
    public static GoDuration Parse(string text)
    {
        var quoted = Syntax.GoQuote.Quote(text);
        var isNegative = text is ['-', ..];
        var rest = text.AsSpan(text is ['-' or '+', ..] ? 1 : 0);
        if (rest is "0")
        {
            return default;
        }

        if (rest.IsEmpty)
        {
            throw new FormatException($"time: invalid duration {quoted}");
        }

        var total = (Int128)0;
        while (!rest.IsEmpty)
        {
            var (whole, fraction) = ReadNumber(ref rest, quoted);
            var end = rest.IndexOfAny("0123456789.");
            var name = rest[..(end < 0 ? rest.Length : end)].ToString();
            if (name.Length == 0)
            {
                throw new FormatException($"time: missing unit in duration {quoted}");
            }

            var unit = Units.FirstOrDefault(known => known.Name == name);
            if (unit.Length == 0)
            {
                throw new FormatException($"time: unknown unit {Syntax.GoQuote.Quote(name)} in duration {quoted}");
            }

            total += (whole * unit.Length) + (Int128)(fraction * unit.Length);
            rest = rest[name.Length..];
            if (total > (isNegative ? (Int128)long.MaxValue + 1 : long.MaxValue))
            {
                throw new FormatException($"time: invalid duration {quoted}");
            }
        }

        return new GoDuration((long)(isNegative ? -total : total));
    }

    /// <summary>Rounds to seconds, half away from zero.</summary>
    public GoDuration ToSeconds()
    {
        var rest = Nanoseconds % Second;
        var whole = Nanoseconds - rest;
        return new GoDuration(Math.Abs(rest) * 2 < Second ? whole : whole + (Math.Sign(rest) * Second));
    }

    /// <summary>As Go prints it: <c>1h2m3.5s</c>, and below a second <c>1.5ms</c>.</summary>
    public override string ToString()
    {
        var magnitude = Nanoseconds < 0 ? unchecked((ulong)-Nanoseconds) : (ulong)Nanoseconds;
        var sign = Nanoseconds < 0 ? "-" : "";
        if (magnitude < Second)
        {
            return sign + magnitude switch
            {
                0 => "0s",
                < 1000 => $"{magnitude}ns",
                < 1_000_000 => $"{Fraction(magnitude, 1000)}µs",
                _ => $"{Fraction(magnitude, 1_000_000)}ms",
            };
        }

        var (hours, minutes) = (magnitude / Hour, magnitude / Minute % 60);
        var result = new StringBuilder(sign);
        result.Append(hours > 0 ? $"{hours}h" : "").Append(hours > 0 || minutes > 0 ? $"{minutes}m" : "");
        return result.Append(Fraction(magnitude % Minute, Second)).Append('s').ToString();
    }

    private static string Fraction(ulong magnitude, ulong unit) =>
        ((decimal)magnitude / unit).ToString("0.#########", CultureInfo.InvariantCulture);

    private static (Int128 Whole, decimal Fraction) ReadNumber(ref ReadOnlySpan<char> rest, string quoted)
    {
        const int longest = 18;
        var length = rest.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : rest.Length;
        var whole = rest[..length];
        rest = rest[length..];
        var fraction = ReadOnlySpan<char>.Empty;
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            length = rest.IndexOfAnyExceptInRange('0', '9') is var stop and >= 0 ? stop : rest.Length;
            fraction = rest[..length];
            rest = rest[length..];
        }

        if ((whole.IsEmpty && fraction.IsEmpty) || whole.TrimStart('0').Length > longest + 1)
        {
            throw new FormatException($"time: invalid duration {quoted}");
        }

        var kept = fraction[..Math.Min(fraction.Length, longest)];
        return (
            whole.IsEmpty ? 0 : Int128.Parse(whole, CultureInfo.InvariantCulture),
            kept.IsEmpty ? 0 : decimal.Parse($"0.{kept}", CultureInfo.InvariantCulture));
    }
}
