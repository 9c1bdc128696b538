using Microsoft.AspNetCore.WebUtilities;

namespace Gimlet.Gateway.Requests;

/// <summary>The parameters that all lists share, and the way from a page to the next one.</summary>
internal static class Paging
{
    public static CountParameter Limit { get; } = new("limit", "How many to show; 10 when 0.", 10, 1000);

    public static CountParameter Offset { get; } = new("offset", "How many to leave out first.", 0, int.MaxValue);

    public static TextParameter Cursor { get; } = new(
        "cursor", "Goes on behind a page, wherever it is; the Link header of that page has it. Not with an offset.");

    public static TimeParameter Since { get; } = new("since", "The earliest time of creation, inclusive.");

    public static TimeParameter Until { get; } = new("until", "The latest time of creation, inclusive.");

    /// <summary>Tells the client where the next page is (RFC 8288); nothing on the last one.</summary>
    public static void LinkNext(HttpRequest request, string cursor)
    {
        if (cursor.Length == 0)
        {
            return;
        }

        var others = request.Query
            .Where(pair => !Is(pair.Key, Cursor) && !Is(pair.Key, Offset))
            .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)))
            .Append(KeyValuePair.Create(Cursor.Name, (string?)cursor));
        var next = QueryHelpers.AddQueryString(request.PathBase.Add(request.Path).ToUriComponent(), others);
        request.HttpContext.Response.Headers.Link = $"<{next}>; rel=\"next\"";
    }

    private static bool Is(string name, QueryParameter parameter) =>
        string.Equals(name, parameter.Name, StringComparison.OrdinalIgnoreCase);
}
