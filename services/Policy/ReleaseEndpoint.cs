using Gimlet.Policy.Evaluation;
using Gimlet.Policy.Releases;
using Gimlet.Policy.Results;
using Gimlet.Policy.Tracking;
using Gimlet.Protos.Releases;
using Grpc.Core;

namespace Gimlet.Policy;

/// <summary>The gRPC face of the service.</summary>
internal sealed class ReleaseEndpoint(
    RequestRelease release,
    RequestRollback rollback,
    RequestDelete delete,
    EvaluateBranchDeletion branchDeletion,
    Track track,
    Watch watch,
    ListPending listPending) : ReleaseService.ReleaseServiceBase
{
    public override Task<RequestAccepted> RequestRelease(RequestReleaseRequest request, ServerCallContext context) =>
        AnswerAsync(() => release.HandleAsync(request, context.CancellationToken));

    public override Task<RequestAccepted> RequestRollback(RequestRollbackRequest request, ServerCallContext context) =>
        AnswerAsync(() => rollback.HandleAsync(request, context.CancellationToken));

    public override Task<RequestAccepted> RequestDelete(RequestDeleteRequest request, ServerCallContext context) =>
        AnswerAsync(() => delete.HandleAsync(request, context.CancellationToken));

    public override Task<RequestAccepted> ReportBranchDeleted(
        ReportBranchDeletedRequest request, ServerCallContext context) =>
        AnswerAsync(async () => new RequestAccepted
        {
            RequestId = await branchDeletion.HandleAsync(
                request.RequestId, request.Repository, request.Branch, context.CancellationToken),
        });

    public override Task<RequestStatus> Track(TrackRequest request, ServerCallContext context) =>
        AnswerAsync(() => track.HandleAsync(
            TrackedSubject.Of(request.RequestId, request.ArtifactId), context.CancellationToken));

    public override Task Watch(
        WatchRequest request, IServerStreamWriter<RequestStatus> responseStream, ServerCallContext context) =>
        AnswerAsync(async () =>
        {
            var subject = TrackedSubject.Of(request.RequestId, request.ArtifactId);
            var statuses = watch.HandleAsync(subject, request.AfterVersion, context.CancellationToken);
            await foreach (var status in statuses)
            {
                await responseStream.WriteAsync(status, context.CancellationToken);
            }

            return true;
        });

    public override Task<ListPendingResponse> ListPending(ListPendingRequest request, ServerCallContext context) =>
        AnswerAsync(() => listPending.HandleAsync(request, context.CancellationToken));

    private static async Task<T> AnswerAsync<T>(Func<Task<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (RequestRefusedException e)
        {
            throw new RpcException(new Status(CodeOf(e.Refusal), e.Message));
        }
    }

    private static StatusCode CodeOf(Refusal refusal) => refusal switch
    {
        Refusal.Invalid => StatusCode.InvalidArgument,
        Refusal.Unknown => StatusCode.NotFound,
        Refusal.Impossible => StatusCode.FailedPrecondition,
        Refusal.Conflict => StatusCode.AlreadyExists,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
