using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Gimlet.Helm.Sources;

/// <summary>Fetches charts from OCI registries (the OCI distribution specification, version 1.1).</summary>
internal sealed partial class RegistrySource(
    ChartHttp http,
    Downloads downloads,
    DiskCache disk,
    ContentKind<FetchedChart> charts,
    TimeSpan maxAge,
    TimeProvider clock)
{
    private const int MaxManifestBytes = 4 * 1024 * 1024;
    private const int MaxTagPages = 100;

    private readonly RegistryTokens _tokens = new(http, clock);

    private readonly ContentKind<RegistryManifest> _manifests =
        new(new(MaxManifestBytes), RegistryManifest.Read, _ => 4096, MaxManifestBytes);

    public async Task<FetchedChart> FetchAsync(RegistryChart chart, CancellationToken cancellationToken)
    {
        var manifest = chart.Digest ?? await FindManifestAsync(chart, cancellationToken).ConfigureAwait(false);
        var content = await downloads.GetAsync(
            manifest[(manifest.IndexOf(':', StringComparison.Ordinal) + 1)..],
            _manifests,
            stop => SendAsync(chart, $"manifests/{manifest}", RegistryManifest.MediaType, stop),
            cancellationToken).ConfigureAwait(false);
        var digest = content.Value.ChartDigest();
        var archive = await downloads.GetAsync(
            digest, charts, stop => SendAsync(chart, $"blobs/sha256:{digest}", "*/*", stop), cancellationToken)
            .ConfigureAwait(false);
        return archive.Value;
    }

    private async Task<string> FindManifestAsync(RegistryChart chart, CancellationToken cancellationToken)
    {
        // As helm: what is a whole version is a tag, and anything else has to be looked for among the tags.
        var tag = chart.Version is { } version && Exact().IsMatch(version)
            ? RegistryChart.ToTag(version)
            : await PickTagAsync(chart, cancellationToken).ConfigureAwait(false);
        var key = $"{chart.Registry}{chart.Repository}:{tag}";
        if (disk.FindLink(key) is { } link && clock.GetUtcNow() - link.CheckedAt < maxAge)
        {
            return $"sha256:{link.Digest}";
        }

        using var response = await SendAsync(
            chart, $"manifests/{tag}", RegistryManifest.MediaType, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            throw new ChartException($"the registry has no {tag} of this chart");
        }

        if (response.StatusCode is not HttpStatusCode.OK)
        {
            throw ChartHttp.Unexpected(response);
        }

        var bytes = await ChartHttp.ReadAsync(response, MaxManifestBytes, cancellationToken).ConfigureAwait(false);
        var digest = DiskCache.DigestOf(bytes.Span);
        disk.Add(digest, bytes.Span);
        disk.AddLink(key, new CacheLink(digest, clock.GetUtcNow(), null, null));
        return $"sha256:{digest}";
    }

    private async Task<string> PickTagAsync(RegistryChart chart, CancellationToken cancellationToken)
    {
        var versions = new List<string>();
        var next = new Uri(chart.Registry, $"v2/{chart.Repository}/tags/list");
        for (var page = 0; next is not null; page++)
        {
            if (page == MaxTagPages)
            {
                throw new ChartException($"the registry has more than {MaxTagPages} pages of tags");
            }

            using var response = await SendAsync(chart, next, "application/json", cancellationToken)
                .ConfigureAwait(false);
            if (response.StatusCode is not HttpStatusCode.OK)
            {
                throw ChartHttp.Unexpected(response);
            }

            var bytes = await ChartHttp.ReadAsync(response, MaxManifestBytes, cancellationToken).ConfigureAwait(false);
            versions.AddRange(Tags(bytes).Select(RegistryChart.ToVersion).Where(tag => Exact().IsMatch(tag)));
            next = response.Headers.TryGetValues("Link", out var links)
                && Next().Match(links.First()) is { Success: true } link
                    ? SameRegistry(chart, new Uri(next, link.Groups["address"].Value))
                    : null;
        }

        return RegistryChart.ToTag(VersionChoice.Pick(versions, chart.Version));
    }

    private static IEnumerable<string> Tags(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, SourcesJson.Default.TagList)?.Tags?.OfType<string>() ?? [];
        }
        catch (JsonException e)
        {
            throw new ChartException($"the registry's list of tags is no JSON: {e.Message}", e);
        }
    }

    private static Uri SameRegistry(RegistryChart chart, Uri address) => address.Authority == chart.Registry.Authority
        ? address
        : throw new ChartException($"the registry's list of tags goes on elsewhere: {ChartHttp.Show(address)}");

    private Task<HttpResponseMessage> SendAsync(
        RegistryChart chart, string what, string accept, CancellationToken cancellationToken) =>
        SendAsync(chart, new Uri(chart.Registry, $"v2/{chart.Repository}/{what}"), accept, cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(
        RegistryChart chart, Uri address, string accept, CancellationToken cancellationToken)
    {
        var response = await SendAsync(chart, address, accept, _tokens.Find(chart), cancellationToken)
            .ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.Unauthorized)
        {
            return response;
        }

        using (response)
        {
            var token = await _tokens.RequestAsync(chart, response, cancellationToken).ConfigureAwait(false)
                ?? throw ChartHttp.Unexpected(response);
            return await SendAsync(chart, address, accept, token, cancellationToken).ConfigureAwait(false);
        }
    }

    // A token is for the registry, which often redirects to a storage that refuses what it does not know.
    private Task<HttpResponseMessage> SendAsync(
        RegistryChart chart,
        Uri address,
        string accept,
        AuthenticationHeaderValue? token,
        CancellationToken cancellationToken) =>
        http.SendAsync(
            address,
            to =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, to);
                request.Headers.Accept.ParseAdd(accept);
                request.Headers.Authorization = to.Authority == chart.Registry.Authority ? token : null;
                return request;
            },
            cancellationToken);

    internal sealed record TagList([property: JsonPropertyName("tags")] IReadOnlyList<string?>? Tags);

    // Strict as semver.org has it, where ranges are not.
    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$")]
    private static partial Regex Exact();

    [GeneratedRegex("<(?<address>[^>]+)>;\\s*rel=\"?next\"?")]
    private static partial Regex Next();
}
