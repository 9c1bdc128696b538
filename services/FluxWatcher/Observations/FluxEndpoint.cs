using Gimlet.Contracts.Flux;
using Gimlet.FluxWatcher.Webhooks;
using Gimlet.Protos.Flux;
using Grpc.Core;

namespace Gimlet.FluxWatcher.Observations;

internal sealed class FluxEndpoint(ObservationFeed feed, FluxWatch watch, TimeProvider clock)
    : FluxService.FluxServiceBase
{
    public override Task<ReportEventResponse> ReportEvent(ReportEventRequest request, ServerCallContext context)
    {
        try
        {
            var observation = WebhookEvent.Read(request.Env, request.Body.Memory, clock);
            if (observation is not null)
            {
                feed.Pass(observation);
            }
            return Task.FromResult(new ReportEventResponse { Observed = observation is not null });
        }
        catch (WebhookException e)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, e.Message));
        }
    }

    public override Task<ListObservedResponse> ListObserved(ListObservedRequest request, ServerCallContext context)
    {
        var response = new ListObservedResponse { Source = watch.Source?.Name ?? FluxWatcherOptions.None };
        response.Objects.AddRange(feed.Present
            .OrderBy(observation => (observation.Kind, observation.Namespace, observation.Name))
            .Select(Convert));
        return Task.FromResult(response);
    }

    private static ObservedObject Convert(RevisionObserved observation) => new()
    {
        Kind = observation.Kind,
        Namespace = observation.Namespace,
        Name = observation.Name,
        RepositoryUrl = observation.RepositoryUrl ?? "",
        Branch = observation.Branch ?? "",
        Path = observation.Path ?? "",
        Revision = observation.Revision ?? "",
        Reason = observation.Reason,
        Message = observation.Message,
        ObservedAt = observation.ObservedAt,
    };
}
