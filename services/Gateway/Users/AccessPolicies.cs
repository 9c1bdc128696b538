using Microsoft.AspNetCore.Authorization;

namespace Gimlet.Gateway.Users;

internal static class AccessPolicies
{
    public const string User = "user";
    public const string Admin = "admin";

    /// <summary>A webhook's signature, or a user where no webhook key is set.</summary>
    public const string Webhook = "webhook";

    public static void AddTo(AuthorizationOptions options)
    {
        options.AddPolicy(User, policy => policy
            .AddAuthenticationSchemes(ApiKeyHandler.SchemeName).RequireAuthenticatedUser());
        options.AddPolicy(Admin, policy => policy
            .AddAuthenticationSchemes(ApiKeyHandler.SchemeName).RequireRole(Admin));
        options.AddPolicy(Webhook, policy => policy
            .AddAuthenticationSchemes(Flux.SignatureHandler.SchemeName).RequireAuthenticatedUser());
    }
}
