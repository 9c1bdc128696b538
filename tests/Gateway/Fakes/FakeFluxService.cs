using System.Collections.Concurrent;
using Gimlet.Protos.Flux;
using Grpc.Core;

namespace Gimlet.Gateway.Tests.Fakes;

/// <summary>Records the webhooks that reach it.</summary>
internal sealed class FakeFluxService : FluxService.FluxServiceBase
{
    public ConcurrentQueue<ReportEventRequest> Events { get; } = new();

    public override Task<ReportEventResponse> ReportEvent(ReportEventRequest request, ServerCallContext context)
    {
        Events.Enqueue(request);
        return Task.FromResult(new ReportEventResponse { Observed = false });
    }
}
