using System.Text.Json;
using Gimlet.Gateway.Problems;

namespace Gimlet.Gateway.Requests;

/// <summary>Reads a body as JSON, whatever its content type says, and tells people where it is wrong.</summary>
internal static class JsonBody
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class
    {
        var bytes = await RequestBody.ReadAsync(context);
        if (bytes.IsEmpty)
        {
            throw ProblemException.BadRequest("The body is empty; it must be a JSON object.");
        }

        try
        {
            return Read<T>(bytes.Span)
                ?? throw ProblemException.BadRequest("The body is null; it must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw ProblemException.BadRequest(Describe(e));
        }
    }

    private static T? Read<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(
        bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes, GatewayJson.Options);

    // The serialiser wraps what its reader says about the syntax; all else is about a value's type.
    private static string Describe(JsonException e)
    {
        var place = $"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}";
        if (e.InnerException is JsonException)
        {
            return $"The body is not JSON: see {place}.";
        }

        var field = e.Path is null or "$" ? "The body" : e.Path.Replace("$.", "", StringComparison.Ordinal);
        return $"{field} has the wrong type ({place}).";
    }
}
