using System.Buffers;
using Gimlet.Gateway.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Requests;

/// <summary>Reads a body once: its signature, its idempotency key and its handler all need the bytes.</summary>
internal static class RequestBody
{
    // Clients read the answer only when they have sent all. A body that is somewhat too long is read to its end, so
    // that they see why it was refused and not a broken connection.
    private const int DrainFactor = 4;
    private const int ChunkSize = 64 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<BodyFeature>() is { } read)
        {
            return read.Bytes;
        }

        var limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimitMetadata>()?.Bytes
            ?? context.RequestServices.GetRequiredService<IOptions<RequestOptions>>().Value.MaxBodyBytes;
        var bytes = await ReadAsync(context, limit);
        context.Features.Set(new BodyFeature(bytes));
        return bytes;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int limit)
    {
        var drainLimit = (long)limit * DrainFactor;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = drainLimit;
        }

        if (context.Request.ContentLength > drainLimit)
        {
            throw TooLong(limit);
        }

        var length = 0L;
        using var bytes = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            int count;
            while ((count = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
            {
                length += count;
                if (length <= limit)
                {
                    bytes.Write(chunk, 0, count);
                }
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLong(limit);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return length <= limit ? bytes.ToArray() : throw TooLong(limit);
    }

    private static ProblemException TooLong(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is longer than the {limit} bytes that this route takes.");

    private sealed record BodyFeature(ReadOnlyMemory<byte> Bytes);
}
