using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Gimlet.Gateway.Problems;
using Gimlet.Gateway.Requests;
using Gimlet.Gateway.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Flux;

/// <summary>Knows notification-controller by <c>X-Signature: sha256=HEX</c>, the HMAC-SHA256 of the raw body.</summary>
internal sealed class SignatureHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    IOptions<WebhookOptions> webhook) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Signature";
    public const string Header = "X-Signature";

    // No login may hold a colon, so a webhook shares its idempotency keys with nobody.
    private const string Sender = "flux:webhook";
    private const string Prefix = "sha256=";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var given = Request.Headers[Header].ToString();
        if (given.Length == 0)
        {
            return AuthenticateResult.Fail($"The webhook is not signed: it has no {Header} header.");
        }

        var body = await RequestBody.ReadAsync(Context);
        var expected = Prefix + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(webhook.Value.Key), body.Span));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected)))
        {
            return AuthenticateResult.Fail($"The {Header} header does not fit the body and the key of this server.");
        }

        Context.Features.Set(new Credential(webhook.Value.Key));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, Sender)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure;
        await new Problem(StatusCodes.Status401Unauthorized, failure?.Message ?? "The webhook is not signed.")
            .ExecuteAsync(Context);
    }
}
