using System.Globalization;

namespace Gimlet.Templating.Values;

/// <summary>Reading and boxing of integers.</summary>
internal static class GoInteger
{
    private const int SmallestCached = -16;
    private const int CachedCount = 1024;

    private static readonly object[] Cached =
        [.. Enumerable.Range(SmallestCached, CachedCount).Select(static value => (object)(nint)value)];

    /// <summary>Boxes a Go int; small ones, which indexes and lengths mostly are, without allocation.</summary>
    public static object Box(long value)
    {
        var index = unchecked((ulong)(value - SmallestCached));
        return index < CachedCount ? Cached[index] : (nint)value;
    }

    /// <summary>Boxes an integer in the type of another one.</summary>
    public static object BoxAs(object pattern, long value) => pattern switch
    {
        nint or int => Box(value),
        long => value,
        _ => Convert.ChangeType(value, pattern.GetType(), CultureInfo.InvariantCulture),
    };

    /// <summary>Reads a signed integer of any size.</summary>
    public static bool TryRead(object? value, out long result)
    {
        (var known, result) = value switch
        {
            nint integer => (true, integer),
            long integer => (true, integer),
            int integer => (true, integer),
            short integer => (true, integer),
            sbyte integer => (true, integer),
            _ => (false, 0L),
        };
        return known;
    }

    /// <summary>Reads an unsigned integer of any size.</summary>
    public static bool TryReadUnsigned(object? value, out ulong result)
    {
        (var known, result) = value switch
        {
            ulong integer => (true, integer),
            byte integer => (true, integer),
            uint integer => (true, integer),
            ushort integer => (true, integer),
            nuint integer => (true, integer),
            _ => (false, 0UL),
        };
        return known;
    }
}
