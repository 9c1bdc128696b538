namespace Gimlet.Contracts;

/// <summary>The unit of time in messages, tables and protos: microseconds since 1970-01-01T00:00:00Z.</summary>
public static class UnixMicroseconds
{
    /// <summary>The present time of a clock.</summary>
    public static long Now(TimeProvider clock) => From(clock.GetUtcNow());

    /// <summary>A point in time as unix microseconds; what is finer is cut off.</summary>
    public static long From(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Unix microseconds as a point in time.</summary>
    public static DateTimeOffset ToTime(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Unix microseconds as whole unix seconds, as REST shows times.</summary>
    public static long ToSeconds(long microseconds) => microseconds / 1_000_000;
}
