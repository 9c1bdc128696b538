using Gimlet.Hosting.Configuration;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Gimlet.Hosting.Bus;

internal static class BusExtensions
{
    public static void AddGimletBus(
        this IServiceCollection services,
        IConfiguration configuration,
        IEnumerable<Action<IBusRegistrationConfigurator>> consumers)
    {
        var options = configuration.Get<BusOptions>() ?? new BusOptions();
        services.AddSingleton<BusPublisher>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<BusPublisher>());
        services.AddMassTransit(bus =>
        {
            // After five minutes it would report to its makers what it is used with. That is not ours to tell.
            bus.DisableUsageTelemetry();

            // A broker that is away delays and does not fail: the process stays ready.
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "bus";
                health.MinimalFailureStatus = HealthStatus.Degraded;
            });
            bus.SetEndpointNameFormatter(
                new KebabCaseEndpointNameFormatter(options.QueuePrefix, includeNamespace: false));
            foreach (var configure in consumers)
            {
                configure(bus);
            }

            if (options.RabbitMqUrl.Length > 0)
            {
                bus.UsingRabbitMq((context, rabbit) =>
                {
                    rabbit.Host(ReadAddress(options.RabbitMqUrl));
                    rabbit.ConfigureEndpoints(context);
                });
            }
            else
            {
                bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
            }
        });
    }

    private static Uri ReadAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "amqp" or "amqps" or "rabbitmq"
            ? address
            : throw new SettingException("RABBITMQ_URL must look like amqp://user:password@host:5672/");
}
