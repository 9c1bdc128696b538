using Gimlet.Gateway.Flux;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gimlet.Gateway.Users;

internal static class UserExtensions
{
    public static void AddUsers(this IServiceCollection services)
    {
        services.AddSingleton<UserStore>();
        services.TryAddKeyedSingleton(AdminAccount.Output, Console.Out);
        services.AddHostedService<AdminAccount>();
        services.AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, SignatureHandler>(
                SignatureHandler.SchemeName, configureOptions: null);
        services.AddAuthorization(AccessPolicies.AddTo);
    }
}
