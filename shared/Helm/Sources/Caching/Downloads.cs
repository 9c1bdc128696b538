using System.Net;
using System.Net.Http.Headers;

namespace Gimlet.Helm.Sources;

/// <summary>Content by its digest.</summary>
internal sealed record Content<T>(string Digest, T Value);

/// <summary>How one kind of content is read and what it may take up.</summary>
/// <param name="Memory">Where it is kept, once read.</param>
/// <param name="Read">Reads it; throws <see cref="ChartException"/> when it is not what it should be.</param>
/// <param name="Weigh">The bytes of memory that it takes, about.</param>
/// <param name="MaxBytes">The longest that is accepted.</param>
internal sealed record ContentKind<T>(
    BoundedCache<T> Memory, Func<ReadOnlyMemory<byte>, T> Read, Func<T, long> Weigh, int MaxBytes)
    where T : class
{
    public T Keep(string digest, T value) => Memory.Add(digest, value, Weigh(value));
}

/// <summary>Downloads what neither memory nor disk have, each thing once however many ask for it.</summary>
internal sealed class Downloads(ChartHttp http, DiskCache disk, SingleFlight flights, TimeProvider clock)
{
    /// <summary>What was at an address within the given age; null when that is not known.</summary>
    public Content<T>? Find<T>(Uri address, ContentKind<T> kind, TimeSpan maxAge)
        where T : class =>
        disk.FindLink(address.AbsoluteUri) is { } link
        && clock.GetUtcNow() - link.CheckedAt < maxAge
        && Find(link.Digest, kind) is { } value
        ? new Content<T>(link.Digest, value)
        : null;

    /// <summary>What is at an address now.</summary>
    public Task<Content<T>> GetAsync<T>(Uri address, ContentKind<T> kind, CancellationToken cancellationToken)
        where T : class =>
        flights.RunAsync(
            $"GET {address.AbsoluteUri}", stop => RevalidateAsync(address, kind, stop), cancellationToken);

    /// <summary>The content of a digest; when it is not here the request is sent and the answer verified.</summary>
    public async Task<Content<T>> GetAsync<T>(
        string digest,
        ContentKind<T> kind,
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken)
        where T : class =>
        Find(digest, kind) is { } value
        ? new Content<T>(digest, value)
        : await flights.RunAsync(
            $"digest {digest}",
            async stop =>
            {
                using var response = await send(stop).ConfigureAwait(false);
                return await StoreAsync(response, digest, kind, stop).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);

    public Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken cancellationToken) =>
        http.SendAsync(address, to => new HttpRequestMessage(HttpMethod.Get, to), cancellationToken);

    private async Task<Content<T>> RevalidateAsync<T>(
        Uri address, ContentKind<T> kind, CancellationToken cancellationToken)
        where T : class
    {
        var link = disk.FindLink(address.AbsoluteUri);
        var present = link is null ? null : Find(link.Digest, kind);
        using var response = await http.SendAsync(
            address, to => Request(to, present is null ? null : link), cancellationToken).ConfigureAwait(false);
        var content = response.StatusCode is HttpStatusCode.NotModified && present is not null
            ? new Content<T>(link!.Digest, present)
            : await StoreAsync(response, null, kind, cancellationToken).ConfigureAwait(false);
        var earlier = response.StatusCode is HttpStatusCode.NotModified ? link : null;
        disk.AddLink(address.AbsoluteUri, new CacheLink(
            content.Digest,
            clock.GetUtcNow(),
            response.Headers.ETag?.ToString() ?? earlier?.ETag,
            response.Content.Headers.LastModified ?? earlier?.LastModified));
        return content;
    }

    private static HttpRequestMessage Request(Uri address, CacheLink? link)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfModifiedSince = link?.LastModified;
        if (EntityTag(link) is { } tag)
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        return request;
    }

    private static EntityTagHeaderValue? EntityTag(CacheLink? link) =>
        EntityTagHeaderValue.TryParse(link?.ETag, out var tag) ? tag : null;

    private T? Find<T>(string digest, ContentKind<T> kind)
        where T : class
    {
        if (kind.Memory.Find(digest) is { } value)
        {
            return value;
        }

        return disk.Find(digest) is { } bytes ? kind.Keep(digest, kind.Read(bytes)) : null;
    }

    private async Task<Content<T>> StoreAsync<T>(
        HttpResponseMessage response, string? expected, ContentKind<T> kind, CancellationToken cancellationToken)
        where T : class
    {
        if (response.StatusCode is not HttpStatusCode.OK)
        {
            throw ChartHttp.Unexpected(response);
        }

        var bytes = await ChartHttp.ReadAsync(response, kind.MaxBytes, cancellationToken).ConfigureAwait(false);
        var digest = DiskCache.DigestOf(bytes.Span);
        var address = response.RequestMessage!.RequestUri!;
        if (expected is not null && expected != digest)
        {
            throw ChartHttp.Failure(address, $"has the digest {digest} and should have {expected}");
        }

        T value;
        try
        {
            value = kind.Read(bytes);
        }
        catch (ChartException e)
        {
            throw ChartHttp.Failure(address, e.Message, e);
        }

        disk.Add(digest, bytes.Span);
        return new Content<T>(digest, kind.Keep(digest, value));
    }
}
