using Gimlet.Contracts.Releases;
using Gimlet.Hosting.Bus;

namespace Gimlet.Policy.Tracking;

/// <summary>Says that a request changed: at once to the streams of this process, over the bus to the others.</summary>
internal sealed class RequestAnnouncer(RequestSignals signals, BusPublisher bus)
{
    public void Announce(string requestId)
    {
        signals.Signal(requestId);
        bus.Publish(new RequestUpdated { RequestId = requestId });
    }
}
