using MassTransit;

namespace Gimlet.Policy;

/// <summary>How every consumer of this service that writes to the database takes its messages.</summary>
internal abstract class PolicyConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    // Enough for a database that restarts; what is lost after that comes again by resync.
    private static readonly TimeSpan[] Retries =
    [
        TimeSpan.FromMilliseconds(100),
        TimeSpan.FromMilliseconds(500),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10),
    ];

    protected PolicyConsumerDefinition(int concurrency)
    {
        ConcurrentMessageLimit = concurrency;
        Endpoint(endpoint => endpoint.PrefetchCount = 4 * concurrency);
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.UseMessageRetry(retry => retry.Intervals(Retries));
}
