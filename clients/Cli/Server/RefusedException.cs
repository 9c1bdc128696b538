using System.Net;
using System.Text.Json;

namespace Gimlet.Cli.Server;

/// <summary>The server's answer is no success; the message is its own detail.</summary>
internal sealed class RefusedException(HttpStatusCode status, string message) : CliException(message)
{
    public HttpStatusCode Status => status;

    public static async Task<RefusedException> ReadAsync(
        HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        var status = response.StatusCode;
        if (response.Headers.Location is { } location && (int)status is >= 300 and < 400)
        {
            return new RefusedException(
                status, $"{address} sends clients on to {location}: set --server or GIMLET_SERVER to where Gimlet is.");
        }

        var body = await Answer.ReadBytesAsync(response, cancellationToken);
        if (Answer.IsJson(response) && Problem.TryRead(body) is { Detail.Length: > 0 } problem)
        {
            var request = problem.RequestId is { Length: > 0 } id ? $" (request {id})" : "";
            return new RefusedException(status, $"{problem.Detail}{Hint(status)}{request}");
        }

        return new RefusedException(status, Answer.NotGimlet(response, address).Message);
    }

    private static string Hint(HttpStatusCode status) =>
        status == HttpStatusCode.Unauthorized ? " Set GIMLET_TOKEN or --token to a valid token." : "";

    /// <summary>RFC 9457 problem details, as far as a person is told of them.</summary>
    internal sealed record Problem
    {
        public string? Detail { get; set; }

        public string? RequestId { get; set; }

        public static Problem? TryRead(byte[] body)
        {
            try
            {
                return JsonSerializer.Deserialize(body, CliJson.Default.Problem);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
