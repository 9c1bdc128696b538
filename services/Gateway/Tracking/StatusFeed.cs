using System.Runtime.CompilerServices;
using Gimlet.Protos.Releases;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Tracking;

/// <summary>Follows a request to its final status, also over a policy service that restarts in between.</summary>
internal sealed class StatusFeed(
    ReleaseService.ReleaseServiceClient releases,
    IOptions<TrackingOptions> options,
    TimeProvider clock,
    ILogger<StatusFeed> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Every status after a version, each once; the present one first when the version is 0.</summary>
    /// <exception cref="WatchLostException">The policy service was away for too long.</exception>
    public async IAsyncEnumerable<RequestStatus> FollowAsync(
        TrackSubject subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The status of an artifact that policy has not looked at yet has version 0.
        var last = afterVersion == 0 ? -1 : afterVersion;
        RequestStatus? told = null;
        long? lost = null;
        while (true)
        {
            var connected = clock.GetTimestamp();
            using var call = releases.Watch(subject.Watch(Math.Max(last, 0)), cancellationToken: cancellationToken);
            while (await NextAsync(call.ResponseStream, cancellationToken) is { } status)
            {
                lost = null;
                if (status.Version <= last)
                {
                    continue;
                }

                last = status.Version;
                if (!IsSame(told, status))
                {
                    told = status;
                    yield return status;
                }

                if (status.Final)
                {
                    yield break;
                }
            }

            // A call that held longer than the timeout was connected, even if there was nothing to tell.
            lost = lost is null || IsOver(connected) ? clock.GetTimestamp() : lost;
            if (IsOver(lost.Value))
            {
                throw new WatchLostException($"policy was away for {options.Value.ReconnectTimeout.TotalSeconds:0} s");
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    // A version counts every write of the request; what a client sees of it may not have changed.
    private static bool IsSame(RequestStatus? told, RequestStatus status) =>
        told is not null
        && status.Equals(new RequestStatus(told) { RequestId = status.RequestId, Version = status.Version });

    private bool IsOver(long since) => clock.GetElapsedTime(since) >= options.Value.ReconnectTimeout;

    // Null when the stream broke or ended before its time and is worth another try.
    private async Task<RequestStatus?> NextAsync(
        IAsyncStreamReader<RequestStatus> stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken) ? stream.Current : null;
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested && IsPassing(e.StatusCode))
        {
            Log.WatchBroke(logger, e.Status.Detail);
            return null;
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static bool IsPassing(StatusCode status) => status is not (
        StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.Unimplemented
        or StatusCode.Unauthenticated or StatusCode.PermissionDenied);
}
