using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Gimlet.Gateway.Environments;

/// <summary>The answer about an environment, or that the client has it already.</summary>
internal sealed class EnvironmentResult(EnvironmentStatus status) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        var tag = Tag();
        var response = context.Response;
        response.GetTypedHeaders().ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => Matches(known, tag)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = status.Length;
        await status.WriteAsync(response.BodyWriter, context.RequestAborted);
    }

    private static bool Matches(EntityTagHeaderValue known, EntityTagHeaderValue tag) =>
        known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false);

    // Weak: a later version of Gimlet may write the same state otherwise.
    private EntityTagHeaderValue Tag()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(status.State));
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"", isWeak: true);
    }
}
