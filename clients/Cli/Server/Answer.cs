using System.Text.Json;

namespace Gimlet.Cli.Server;

/// <summary>Reads bodies, and knows what did not come from Gimlet.</summary>
internal static class Answer
{
    private const int MaxBytes = 64 * 1024 * 1024;

    public static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type
        && (type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal));

    public static async Task<byte[]> ReadBytesAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    public static async Task<JsonElement> ReadJsonAsync(
        HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        var body = await ReadBytesAsync(response, cancellationToken);
        if (!IsJson(response))
        {
            throw NotGimlet(response, address);
        }

        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            throw NotGimlet(response, address);
        }
    }

    public static CliException NotGimlet(HttpResponseMessage response, Uri address)
    {
        var kind = response.Content.Headers.ContentType?.MediaType ?? "nothing";
        return new CliException(
            $"{address} answered {(int)response.StatusCode} with {kind}, which is not Gimlet's API: "
            + "check --server or GIMLET_SERVER, and any proxy on the way.");
    }
}
