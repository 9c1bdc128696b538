using Gimlet.Contracts.Releases;
using Gimlet.Hosting.Bus;
using Gimlet.Policy.Results;
using Gimlet.Policy.Tracking;

namespace Gimlet.Policy.Requests;

/// <summary>Stores requests, then tells the gitops writer and whoever watches.</summary>
internal sealed class RequestRecorder(
    RequestStore store, BusPublisher bus, RequestAnnouncer announcer, ILogger<RequestRecorder> logger)
{
    /// <summary>Returns when the request is stored for good. One that was taken before changes nothing.</summary>
    public async Task RecordAsync(NewRequest request, Plan? plan, CancellationToken cancellationToken)
    {
        if (await store.AddAsync(request, plan, cancellationToken) is not { } accepted)
        {
            return;
        }

        PolicyMetrics.Requested(request.Kind);
        Log.Requested(logger, request.Kind, request.Id, request.TriggeredBy, accepted.Count);
        Announce(request, plan, accepted);
    }

    /// <summary>Adds the plan to a request that was recorded without one.</summary>
    public async Task CompleteAsync(NewRequest request, Plan plan, CancellationToken cancellationToken)
    {
        if (await store.CompleteAsync(request, plan, cancellationToken) is { } accepted)
        {
            Announce(request, plan, accepted);
        }
    }

    private void Announce(NewRequest request, Plan? plan, IReadOnlyList<AcceptedResult> accepted)
    {
        foreach (var result in accepted)
        {
            if (result.Planned.Failure is null)
            {
                Publish(request, plan, result);
            }
            else
            {
                PolicyMetrics.Ended(ResultState.Failure);
            }
        }

        announcer.Announce(request.Id);
    }

    private void Publish(NewRequest request, Plan? plan, AcceptedResult result)
    {
        var planned = result.Planned;
        switch (planned.Kind)
        {
            case ResultKind.Release when planned.Manifest is { } manifest && plan?.Artifact is { } artifact:
                bus.Publish(new WriteRelease
                {
                    ResultId = result.Id,
                    RequestId = request.Id,
                    Sequence = result.Sequence,
                    Predecessor = result.Predecessor,
                    App = planned.App,
                    Env = planned.Env,
                    TriggeredBy = request.TriggeredBy,
                    RequestedAt = result.RequestedAt,
                    Manifest = manifest,
                    Version = artifact.Version,
                    ArtifactId = artifact.Id,
                });
                break;
            case ResultKind.Rollback:
                bus.Publish(new RollbackRelease
                {
                    ResultId = result.Id,
                    RequestId = request.Id,
                    Sequence = result.Sequence,
                    Predecessor = result.Predecessor,
                    App = planned.App,
                    Env = planned.Env,
                    TriggeredBy = request.TriggeredBy,
                    RequestedAt = result.RequestedAt,
                    TargetSha = planned.TargetSha,
                });
                break;
            case ResultKind.Delete:
                bus.Publish(new DeleteRelease
                {
                    ResultId = result.Id,
                    RequestId = request.Id,
                    Sequence = result.Sequence,
                    Predecessor = result.Predecessor,
                    App = planned.App,
                    Env = planned.Env,
                    TriggeredBy = request.TriggeredBy,
                    RequestedAt = result.RequestedAt,
                });
                break;
            default:
                throw new InvalidOperationException($"A result of kind {planned.Kind} lacks what it needs.");
        }
    }
}
