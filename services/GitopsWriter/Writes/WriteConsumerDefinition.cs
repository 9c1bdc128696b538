using MassTransit;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>What the consumers of all three commands have in common.</summary>
internal abstract class WriteConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    // A message is acknowledged after its push, so this is how many writes one push can be shared by.
    private const int Concurrency = 256;

    protected WriteConsumerDefinition() => ConcurrentMessageLimit = Concurrency;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = Concurrency;
        endpointConfigurator.UseMessageRetry(retry => retry.Interval(3, TimeSpan.FromMilliseconds(200)));

        // What fails after that, as when the process stops, stays pending in the policy service and comes again with
        // the next resync; an error queue would only collect copies of it.
        endpointConfigurator.DiscardFaultedMessages();
    }
}

internal sealed class WriteReleaseConsumerDefinition : WriteConsumerDefinition<WriteReleaseConsumer>;

internal sealed class RollbackReleaseConsumerDefinition : WriteConsumerDefinition<RollbackReleaseConsumer>;

internal sealed class DeleteReleaseConsumerDefinition : WriteConsumerDefinition<DeleteReleaseConsumer>;
