using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Releases;

/// <summary>The request that was accepted: what to track.</summary>
internal sealed record RequestIdJson(string Id)
{
    public static Created<RequestIdJson> Accepted(string id) =>
        TypedResults.Created((string?)null, new RequestIdJson(id));
}
