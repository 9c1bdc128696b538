using MassTransit;

namespace Gimlet.Policy.Tracking;

/// <summary>Each replica has a queue of its own, which goes with it: every one of them hears every update.</summary>
internal sealed class RequestUpdatedConsumerDefinition : ConsumerDefinition<RequestUpdatedConsumer>
{
    public RequestUpdatedConsumerDefinition() =>
        Endpoint(endpoint =>
        {
            endpoint.Temporary = true;
            endpoint.InstanceId = Guid.NewGuid().ToString("N");
            endpoint.PrefetchCount = 200;
        });
}
