using Gimlet.Gateway.Idempotency;
using Gimlet.Gateway.Problems;
using Gimlet.Gateway.Requests;
using Gimlet.Gateway.Tracking;
using Gimlet.Protos.Releases;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Releases;

/// <summary>Deletes an app from an environment, and answers when the deletion is pushed.</summary>
internal static class DeleteRelease
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/delete", HandleAsync)
        .Takes(ReleaseParameters.Env, ReleaseParameters.App)
        .WithSummary("Deletes an app from an environment and waits until that is pushed.");

    private static async Task<Ok<EmptyJson>> HandleAsync(
        HttpContext context,
        ReleaseService.ReleaseServiceClient releases,
        StatusFeed feed,
        IOptions<TrackingOptions> options,
        TimeProvider clock)
    {
        var accepted = await releases.RequestDeleteAsync(
            new RequestDeleteRequest
            {
                RequestId = Operation.IdOf(context).ToString(),
                Env = ReleaseParameters.Env.Read(context.Request),
                App = ReleaseParameters.App.Read(context.Request),
                TriggeredBy = context.User.Identity?.Name ?? "",
            },
            cancellationToken: context.RequestAborted);

        using var patience = new CancellationTokenSource(options.Value.DeleteTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        try
        {
            await WaitAsync(feed.FollowAsync(TrackSubject.Request(accepted.RequestId), afterVersion: 0, either.Token));
            return TypedResults.Ok(new EmptyJson());
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw StillGoingOn(accepted.RequestId);
        }
        catch (WatchLostException)
        {
            throw StillGoingOn(accepted.RequestId);
        }
    }

    private static async Task WaitAsync(IAsyncEnumerable<RequestStatus> statuses)
    {
        await foreach (var status in statuses)
        {
            if (status.Status == "error")
            {
                throw Failed(status.StatusDesc);
            }

            if (status.Results.FirstOrDefault(result => result.Status == "failure") is { } failure)
            {
                throw Failed(failure.StatusDesc);
            }

            if (status.Status == "processed")
            {
                return;
            }
        }

        throw new WatchLostException("The watch ended before the request did.");
    }

    private static ProblemException Failed(string reason) =>
        new(StatusCodes.Status422UnprocessableEntity, $"The deletion failed: {reason}");

    private static ProblemException StillGoingOn(string id) => new(
        StatusCodes.Status504GatewayTimeout,
        $"The deletion is not pushed yet and goes on; follow it with GET /api/eventReleaseTrack?id={id}");
}
