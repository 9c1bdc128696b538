using System.Globalization;
using Gimlet.Templating.Sprig.Dates;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's date.go. The clock and the local zone are those of <see cref="TemplateOptions.Clock"/>.</summary>
internal static class DateFunctions
{
    private const string HtmlDate = "2006-01-02";

    public static FunctionMap Map { get; } = new()
    {
        { "now", [], static (context, _) => Now(context) },
        { "date", [Text, Any], static (context, arguments) => Local(context, arguments[1]).Format(arguments.Text(0)) },
        { "htmlDate", [Any], static (context, arguments) => Local(context, arguments[0]).Format(HtmlDate) },
        { "htmlDateInZone", [Any, Text], static (context, arguments) =>
            InZone(context, arguments[0], arguments.Text(1)).Format(HtmlDate) },
        { "dateInZone", [Text, Any, Text], static (context, arguments) => FormatInZone(context, arguments) },
        { "date_in_zone", [Text, Any, Text], static (context, arguments) => FormatInZone(context, arguments) },
        { "dateModify", [Text, Any], static (_, arguments) => Modify(arguments, isStrict: false) },
        { "date_modify", [Text, Any], static (_, arguments) => Modify(arguments, isStrict: false) },
        { "mustDateModify", [Text, Any], static (_, arguments) => Modify(arguments, isStrict: true) },
        { "must_date_modify", [Text, Any], static (_, arguments) => Modify(arguments, isStrict: true) },
        { "toDate", [Text, Text], static (context, arguments) => Parse(context, arguments) ?? GoTime.Zero },
        { "mustToDate", [Text, Text], static (context, arguments) => Parse(context, arguments, isStrict: true) },
        { "unixEpoch", [Any], static (_, arguments) =>
            AsTime(arguments[0]).Instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
        { "ago", [Any], static (context, arguments) =>
            Since(context, Read(context, arguments[0], readsInt32: false)).ToSeconds().ToString() },
        { "duration", [Any], static (_, arguments) => OfSeconds(arguments[0]).ToString() },
        { "durationRound", [Any], static (context, arguments) => Round(context, arguments[0]) },
    };

    private static GoTime Now(CallContext context) =>
        GoTime.In(context.Templates.Options.Clock.GetUtcNow(), context.Templates.Options.Clock.LocalTimeZone);

    private static GoTime Local(CallContext context, object? value) => InZone(context, value, "Local");

    private static string FormatInZone(CallContext context, ReadOnlySpan<object?> arguments) =>
        InZone(context, arguments[1], arguments.Text(2)).Format(arguments.Text(0));

    // A zone that is not known is UTC.
    private static GoTime InZone(CallContext context, object? value, string name)
    {
        var time = Read(context, value, readsInt32: true);
        var zone = name switch
        {
            "Local" => context.Templates.Options.Clock.LocalTimeZone,
            "" or "UTC" => TimeZoneInfo.Utc,
            _ => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc,
        };
        return GoTime.In(time.Instant, zone, time.NanosecondsOfSecond % 100);
    }

    // What is no time is the present one.
    private static GoTime Read(CallContext context, object? value, bool readsInt32) => value switch
    {
        GoTime time => time,
        long or nint => OfUnix(Cast.ToInt64(value)),
        int seconds when readsInt32 => OfUnix(seconds),
        _ => Now(context),
    };

    private static GoTime OfUnix(long seconds)
    {
        const long first = -62_135_596_800;
        const long last = 253_402_300_799;
        return seconds is >= first and <= last
            ? new GoTime(DateTimeOffset.FromUnixTimeSeconds(seconds), 0, "UTC")
            : throw new FunctionException("the date would be outside of the years 1 to 9999");
    }

    private static GoTime AsTime(object? value) => value as GoTime ?? throw new FunctionException(
        $"wrong type for value; expected time.Time; got {GoValue.TypeName(value)}");

    private static GoTime Modify(ReadOnlySpan<object?> arguments, bool isStrict)
    {
        var time = AsTime(arguments[1]);
        try
        {
            return time.Add(GoDuration.Parse(arguments.Text(0)));
        }
        catch (FormatException exception)
        {
            return isStrict ? throw new FunctionException(exception.Message) : time;
        }
    }

    private static GoTime? Parse(CallContext context, ReadOnlySpan<object?> arguments, bool isStrict = false)
    {
        try
        {
            var zone = context.Templates.Options.Clock.LocalTimeZone;
            return TimeLayout.Parse(arguments.Text(0), arguments.Text(1), zone);
        }
        catch (FormatException exception)
        {
            return isStrict ? throw new FunctionException(exception.Message) : null;
        }
    }

    private static GoDuration Since(CallContext context, GoTime time) =>
        new((context.Templates.Options.Clock.GetUtcNow() - time.Instant).Ticks * 100);

    private static GoDuration OfSeconds(object? value)
    {
        var seconds = value switch
        {
            string text => long.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read : 0,
            long integer => integer,
            _ => 0,
        };
        return new GoDuration(unchecked(seconds * 1_000_000_000));
    }

    // The largest unit alone, cut, not rounded.
    private static string Round(CallContext context, object? value)
    {
        var nanoseconds = value switch
        {
            string text => ParseOrZero(text),
            long integer => integer,
            GoTime time => Since(context, time).Nanoseconds,
            _ => 0,
        };
        var seconds = Math.Abs((decimal)nanoseconds) / 1_000_000_000;
        (string Name, int Seconds)[] units =
        [
            ("y", 365 * 86400), ("mo", 30 * 86400), ("d", 86400), ("h", 3600), ("m", 60), ("s", 1),
        ];
        foreach (var (name, length) in units)
        {
            if (seconds > length)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{(long)(seconds / length)}{name}");
            }
        }

        return "0s";
    }

    private static long ParseOrZero(string text)
    {
        try
        {
            return GoDuration.Parse(text).Nanoseconds;
        }
        catch (FormatException)
        {
            return 0;
        }
    }
}
