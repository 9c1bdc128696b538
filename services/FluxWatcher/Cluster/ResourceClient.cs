using System.Globalization;
using System.Net;
using System.Text.Json;
using Gimlet.Contracts;
using Gimlet.FluxWatcher.Objects;

namespace Gimlet.FluxWatcher.Cluster;

/// <summary>Lists and watches custom resources over the connection and credentials of KubernetesClient.</summary>
/// <remarks>
/// The client's own watch hides what an informer must know: when it is connected, and the status in an ERROR event.
/// </remarks>
internal sealed class ResourceClient(k8s.Kubernetes kubernetes, TimeProvider clock, ILogger<ResourceClient> logger)
{
    private const int PageSize = 500;

    // The server ends a watch after this many seconds, spread so that all watches of a cluster do not end together.
    private const int ShortestWatch = 300;
    private const int LongestWatch = 600;
    private static readonly TimeSpan ListTimeout = TimeSpan.FromSeconds(30);

    public async Task<ResourceList> ListAsync(
        FluxKind kind, string? watchedNamespace, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ListTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var objects = new List<FluxObject>();
        for (var next = ""; ;)
        {
            var page = await GetPageAsync(kind, watchedNamespace, next, both.Token);
            objects.AddRange(page.Items.Select(item => Read(kind, item)).OfType<FluxObject>());
            next = page.Metadata.Continue ?? "";
            if (next.Length == 0)
            {
                return new(page.Metadata.ResourceVersion, objects);
            }
        }
    }

    /// <summary>Begins a watch; it is connected when this returns.</summary>
    public async Task<ResourceWatch> WatchAsync(
        FluxKind kind, string? watchedNamespace, string fromVersion, CancellationToken cancellationToken)
    {
        var seconds = Random.Shared.Next(ShortestWatch, LongestWatch).ToString(CultureInfo.InvariantCulture);
        var from = Uri.EscapeDataString(fromVersion);
        var response = await SendAsync(
            kind,
            watchedNamespace,
            $"watch=true&allowWatchBookmarks=true&timeoutSeconds={seconds}&resourceVersion={from}",
            cancellationToken);
        return new(response, line => ReadEvent(kind, line));
    }

    private WatchEvent ReadEvent(FluxKind kind, string text)
    {
        var line = JsonSerializer.Deserialize<WatchLine>(text, ContractJson.Options)
            ?? throw new JsonException("the event is null");
        if (line.Type == "ERROR")
        {
            var status = line.Object.Deserialize<ApiStatus>(ContractJson.Options);
            throw new KubernetesApiException((HttpStatusCode)(status?.Code ?? 0), status?.Message ?? "");
        }
        var version = line.Object.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;
        return new(line.Type, version, line.Type == "BOOKMARK" ? null : Read(kind, line.Object));
    }

    // One object that is not what its kind promises must not hide all the others.
    private FluxObject? Read(FluxKind kind, JsonElement item)
    {
        try
        {
            return item.Deserialize<FluxObject>(ContractJson.Options);
        }
        catch (JsonException e)
        {
            Log.ObjectUnreadable(logger, kind.Name, e.Message);
            return null;
        }
    }

    private async Task<ListPage> GetPageAsync(
        FluxKind kind, string? watchedNamespace, string next, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            kind, watchedNamespace, $"limit={PageSize}&continue={Uri.EscapeDataString(next)}", cancellationToken);
        return await response.Content.ReadFromJsonAsync<ListPage>(ContractJson.Options, cancellationToken)
            ?? throw new JsonException("the list is null");
    }

    private async Task<HttpResponseMessage> SendAsync(
        FluxKind kind, string? watchedNamespace, string query, CancellationToken cancellationToken)
    {
        var scope = watchedNamespace is null ? "" : $"namespaces/{watchedNamespace}/";
        var path = $"apis/{kind.Group}/{kind.Version}/{scope}{kind.Plural}?{query}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(kubernetes.BaseUri, path));
        if (kubernetes.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        }
        var response = await kubernetes.HttpClient.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new KubernetesApiException(response.StatusCode, KubernetesApiException.Describe(body));
        }
    }

    private sealed record ListPage(ListMeta Metadata, IReadOnlyList<JsonElement> Items);

    private sealed record ListMeta(string ResourceVersion, string? Continue);

    private sealed record WatchLine(string Type, JsonElement Object);
}
