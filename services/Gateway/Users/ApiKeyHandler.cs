using System.Security.Claims;
using System.Text.Encodings.Web;
using Gimlet.Contracts;
using Gimlet.Gateway.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Gimlet.Gateway.Users;

/// <summary>Knows users by their API tokens. Without a cache: who is deleted is out with the next request.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    UserStore users,
    TimeProvider clock) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // In one process with the other services, their gRPC calls come by here with a token of their own kind.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            return AuthenticateResult.NoResult();
        }

        var authorization = Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        // The look-up is by hash: its timing can tell about hashes, which nobody can steer, and not about tokens.
        var token = authorization[Bearer.Length..].Trim();
        var user = await users.FindByTokenAsync(AccessToken.Hash(token), Context.RequestAborted);
        if (user is null || user.IsExpired(UnixMicroseconds.Now(clock)))
        {
            return AuthenticateResult.Fail("The token is unknown, was revoked or has expired.");
        }

        Context.Features.Set(new Credential(token));
        var claims = new List<Claim> { new(ClaimTypes.Name, user.Login) };
        if (user.Admin)
        {
            claims.Add(new Claim(ClaimTypes.Role, AccessPolicies.Admin));
        }

        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure;
        Response.Headers[HeaderNames.WWWAuthenticate] =
            failure is null ? "Bearer realm=\"gimlet\"" : "Bearer realm=\"gimlet\", error=\"invalid_token\"";
        var detail = failure?.Message ?? "An API token is needed: send the header 'Authorization: Bearer TOKEN'.";
        await new Problem(StatusCodes.Status401Unauthorized, detail).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        new Problem(StatusCodes.Status403Forbidden, "Only an admin may do this.").ExecuteAsync(Context);
}
