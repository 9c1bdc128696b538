using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Gimlet.Standalone.Demo;

/// <summary>Calls this process over REST, as anybody would.</summary>
internal sealed class DemoClient : IDisposable
{
    private readonly HttpClient _http;

    public DemoClient(Uri address, string token)
    {
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Creates a user and returns its token; one of an earlier demo is replaced.</summary>
    public async Task<string> CreateUserAsync(string login, CancellationToken cancellationToken)
    {
        using var deleted = await _http.DeleteAsync(new Uri($"/api/user/{login}", UriKind.Relative), cancellationToken);
        if (deleted.StatusCode != HttpStatusCode.NotFound)
        {
            await ThrowIfRefusedAsync(deleted, cancellationToken);
        }

        return (string)(await PostAsync("/api/user", new() { ["login"] = login }, cancellationToken))["token"]!;
    }

    public async Task<JsonObject> PostAsync(string route, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(route, body, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
    }

    /// <summary>The status of a request at once and at every change, until its final one.</summary>
    public async IAsyncEnumerable<JsonObject> TrackAsync(
        string route, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, route);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await _http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            yield return JsonNode.Parse(item.Data)!.AsObject();
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: "
                    + await response.Content.ReadAsStringAsync(cancellationToken),
                inner: null,
                response.StatusCode);
        }
    }
}
