using MassTransit;

namespace Gimlet.GitopsWriter.CommitStatuses;

internal sealed class RevisionObservedConsumerDefinition : ConsumerDefinition<RevisionObservedConsumer>
{
    // The order of messages does not matter to the outcome, but the fewer overtake each other, the fewer detours a
    // watching client sees. A few at a time keep one slow fetch from holding up every other repository.
    public RevisionObservedConsumerDefinition() => ConcurrentMessageLimit = 4;

    // What still fails after that the watcher's next resync tells again.
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<RevisionObservedConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.UseMessageRetry(retry => retry.Exponential(
            5, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(500)));
}
