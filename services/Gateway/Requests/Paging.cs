namespace Gimlet.Gateway.Requests;

/// <summary>The parameters that all lists share.</summary>
internal static class Paging
{
    public static CountParameter Limit { get; } = new("limit", "How many to show; 10 when 0.", 10, 1000);

    public static CountParameter Offset { get; } = new("offset", "How many to leave out first.", 0, int.MaxValue);

    public static TimeParameter Since { get; } = new("since", "The earliest time of creation, inclusive.");

    public static TimeParameter Until { get; } = new("until", "The latest time of creation, inclusive.");
}
