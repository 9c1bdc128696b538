using System.Reflection;
using Gimlet.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gimlet.Hosting.Storage;

internal static class StorageExtensions
{
    public static void AddServiceDatabase(this IServiceCollection services, string name, Assembly migrations)
    {
        services.AddKeyedSingleton(name, (provider, _) =>
            Database.Create(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value, name));
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<MigrationService>(
            provider, new Migrator(provider.GetRequiredKeyedService<Database>(name), migrations)));
        services.AddHealthChecks().Add(new(
            $"database-{name}",
            provider => new DatabaseHealthCheck(provider.GetRequiredKeyedService<Database>(name)),
            failureStatus: null,
            tags: null,
            timeout: TimeSpan.FromSeconds(5)));
    }
}
