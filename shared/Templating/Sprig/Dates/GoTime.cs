using System.Globalization;
using Gimlet.GoYaml;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Sprig.Dates;

/// <summary>Go's time.Time as templates see it: a point in time in a zone, with its common methods.</summary>
/// <param name="instant">The point in time; its offset is that of the zone then.</param>
/// <param name="nanoseconds">What is less than the ticks of .NET, 0 to 99.</param>
/// <param name="zone">The abbreviation of the zone, such as CET; empty where there is none.</param>
internal sealed class GoTime(DateTimeOffset instant, int nanoseconds, string zone) : IGoObject, IJsonConvertible
{
    private const string Rfc3339 = "2006-01-02T15:04:05.999999999Z07:00";

    /// <summary>The zero value, which a text that is no date becomes.</summary>
    public static GoTime Zero { get; } = new(new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero), 0, "UTC");

    public DateTimeOffset Instant => instant;

    public int NanosecondsOfSecond => (int)(instant.Ticks % TimeSpan.TicksPerSecond * 100) + nanoseconds;

    public string Zone => zone;

    public string TypeName => "time.Time";

    public static GoTime In(DateTimeOffset instant, TimeZoneInfo zone, int nanoseconds = 0)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var name = zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime ? "UTC"
            : zone.IsDaylightSavingTime(local) ? zone.DaylightName : zone.StandardName;
        return new GoTime(local, nanoseconds, name);
    }

    public GoTime Add(GoDuration duration)
    {
        try
        {
            var all = nanoseconds + (Int128)duration.Nanoseconds;
            var ticks = (long)((all - (((all % 100) + 100) % 100)) / 100);
            return new GoTime(instant.AddTicks(ticks), (int)(((all % 100) + 100) % 100), zone);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FunctionException("the date would be outside of the years 1 to 9999");
        }
    }

    public string Format(string layout) => TimeLayout.Format(layout, this);

    public object ToJson() => Format(Rfc3339);

    public override string ToString() => Format("2006-01-02 15:04:05.999999999 -0700 MST");

    public bool TryGetMember(string name, out object? member)
    {
        member = name switch
        {
            "Format" => new TemplateFunction(
                name, [ParameterType.Text], null, (_, arguments) => Format(arguments.Text(0))),
            "String" => Method(name, ToString()),
            "Unix" => Method(name, instant.ToUnixTimeSeconds()),
            "UnixMilli" => Method(name, instant.ToUnixTimeMilliseconds()),
            "UnixNano" => Method(name, unchecked((instant.ToUnixTimeSeconds() * 1_000_000_000) + NanosecondsOfSecond)),
            "Year" => Method(name, GoInteger.Box(instant.Year)),
            "Month" => Method(name, instant.ToString("MMMM", CultureInfo.InvariantCulture)),
            "Day" => Method(name, GoInteger.Box(instant.Day)),
            "Hour" => Method(name, GoInteger.Box(instant.Hour)),
            "Minute" => Method(name, GoInteger.Box(instant.Minute)),
            "Second" => Method(name, GoInteger.Box(instant.Second)),
            "Nanosecond" => Method(name, GoInteger.Box(NanosecondsOfSecond)),
            "YearDay" => Method(name, GoInteger.Box(instant.DayOfYear)),
            "Weekday" => Method(name, instant.DayOfWeek.ToString()),
            "IsZero" => Method(name, instant.UtcTicks == 0 && nanoseconds == 0),
            "UTC" => Method(name, new GoTime(instant.ToUniversalTime(), nanoseconds, "UTC")),
            _ => null,
        };
        return member is not null;
    }

    private static TemplateFunction Method(string name, object result) => new(name, [], null, (_, _) => result);
}
