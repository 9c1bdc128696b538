using System.Net;
using System.Text.Json;
using Gimlet.Contracts;

namespace Gimlet.FluxWatcher.Cluster;

/// <summary>The Kubernetes API refused a request, by an HTTP status or by an ERROR event in a watch.</summary>
internal sealed class KubernetesApiException(HttpStatusCode status, string message)
    : Exception(message.Length > 0 ? message : $"HTTP {(int)status}")
{
    private const int LongestPlainText = 200;

    public HttpStatusCode Status { get; } = status;

    /// <summary>The message of a Status object, or the beginning of whatever a proxy in between has answered.</summary>
    public static string Describe(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<ApiStatus>(body, ContractJson.Options)?.Message ?? "";
        }
        catch (JsonException)
        {
            return body.Length > LongestPlainText ? body[..LongestPlainText] : body;
        }
    }
}

internal sealed record ApiStatus(int Code, string? Message);
