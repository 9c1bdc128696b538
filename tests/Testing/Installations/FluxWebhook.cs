using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gimlet.Testing.Installations;

/// <summary>Sends events as Flux's notification-controller does with its generic-hmac provider.</summary>
public sealed class FluxWebhook(Uri address, string key) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Reports about the Kustomization of an environment.</summary>
    public async Task ReportAsync(
        string env, string sha, string reason, string message, bool failed, CancellationToken cancellationToken)
    {
        var body = Event(env, sha, reason, message, failed).ToJsonString();
        var (status, answer) = await PostAsync(env, body, Sign(key, body), cancellationToken);
        if (status != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"The webhook was answered {(int)status}: {answer}", inner: null, status);
        }
    }

    /// <summary>Sends a body with any signature, or with none.</summary>
    public async Task<(HttpStatusCode Status, string Body)> PostAsync(
        string env, string body, string? signature, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/flux-events?env={env}");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (signature is not null)
        {
            request.Headers.Add("X-Signature", signature);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public static string Sign(string key, string body) => "sha256=" + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body)));

    public static JsonObject Event(
        string kustomization, string sha, string reason, string message, bool failed) => new()
    {
        ["involvedObject"] = new JsonObject
        {
            ["kind"] = "Kustomization",
            ["namespace"] = "flux-system",
            ["name"] = kustomization,
            ["uid"] = "8a9b5d2e-0000-4000-8000-000000000001",
            ["apiVersion"] = "kustomize.toolkit.fluxcd.io/v1",
            ["resourceVersion"] = "1",
        },
        ["severity"] = failed ? "error" : "info",
        ["timestamp"] = TimeProvider.System.GetUtcNow().ToString("O"),
        ["message"] = message,
        ["reason"] = reason,
        ["metadata"] = new JsonObject { ["revision"] = $"main@sha1:{sha}" },
        ["reportingController"] = "kustomize-controller",
        ["reportingInstance"] = "kustomize-controller-0",
    };

    public void Dispose() => _http.Dispose();
}
