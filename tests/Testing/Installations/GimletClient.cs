using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Gimlet.Testing.Installations;

/// <summary>The REST API as a CI job sees it: plain JSON, so that tests notice a changed field.</summary>
public sealed class GimletClient : IDisposable
{
    public GimletClient(Uri address, string token)
    {
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public HttpClient Http { get; }

    public async Task<string> ShipAsync(JsonObject artifact, CancellationToken cancellationToken) =>
        (string)(await PostAsync("/api/artifact", artifact, cancellationToken))["id"]!;

    public async Task<string> ReleaseAsync(
        string env, string app, string artifactId, CancellationToken cancellationToken) =>
        (string)(await PostAsync(
            "/api/releases",
            new JsonObject { ["env"] = env, ["app"] = app, ["artifactId"] = artifactId },
            cancellationToken))["id"]!;

    public async Task<JsonObject> PostAsync(string route, JsonObject? body, CancellationToken cancellationToken)
    {
        using var response = await Http.PostAsJsonAsync(route, body, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    public async Task<JsonNode> GetAsync(string route, CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(new Uri(route, UriKind.Relative), cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
    }

    /// <summary>The status of a release, rollback or delete request.</summary>
    public async Task<JsonObject> TrackReleaseAsync(string id, CancellationToken cancellationToken) =>
        (await GetAsync($"/api/eventReleaseTrack?id={Uri.EscapeDataString(id)}", cancellationToken)).AsObject();

    /// <summary>The status of an artifact's own request.</summary>
    public async Task<JsonObject> TrackArtifactAsync(string id, CancellationToken cancellationToken)
    {
        var route = $"/api/eventArtifactTrack?artifactId={Uri.EscapeDataString(id)}";
        return (await GetAsync(route, cancellationToken)).AsObject();
    }

    /// <summary>Every event of a track route until its stream ends.</summary>
    public async IAsyncEnumerable<SseItem<string>> StreamAsync(
        string route,
        string? lastEventId = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, route);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using (stream)
        {
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
            {
                yield return item;
            }
        }
    }

    public void Dispose() => Http.Dispose();

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await ThrowIfRefusedAsync(response, cancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
    }

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
