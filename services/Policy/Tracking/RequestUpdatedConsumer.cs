using Gimlet.Contracts.Releases;
using MassTransit;

namespace Gimlet.Policy.Tracking;

internal sealed class RequestUpdatedConsumer(RequestSignals signals) : IConsumer<RequestUpdated>
{
    public Task Consume(ConsumeContext<RequestUpdated> context)
    {
        signals.Signal(context.Message.RequestId);
        return Task.CompletedTask;
    }
}
