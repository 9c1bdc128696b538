using Microsoft.AspNetCore.WebUtilities;

namespace Gimlet.Gateway.Users;

/// <summary>
/// Moves <c>?access_token=</c> into the Authorization header and out of the address, so that no log, trace or stored
/// request that is made from here on can hold the token.
/// </summary>
internal sealed class AccessTokenQueryMiddleware(RequestDelegate next)
{
    private const string Parameter = "access_token";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Query.TryGetValue(Parameter, out var token))
        {
            if (request.Headers.Authorization.Count == 0)
            {
                request.Headers.Authorization = $"Bearer {token}";
            }

            var others = request.Query
                .Where(pair => !string.Equals(pair.Key, Parameter, StringComparison.OrdinalIgnoreCase))
                .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)));
            request.QueryString = new QueryString(QueryHelpers.AddQueryString("", others));
        }

        return next(context);
    }
}
