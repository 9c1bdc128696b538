using System.Collections.Concurrent;
using Gimlet.Protos.Releases;
using Google.Protobuf;
using Grpc.Core;

namespace Gimlet.Gateway.Tests.Fakes;

/// <summary>Takes requests, idempotent by id, and streams the statuses that the test adds.</summary>
internal sealed class FakeReleaseService : ReleaseService.ReleaseServiceBase
{
    private readonly ConcurrentDictionary<string, StatusLog> _logs = new();
    private CancellationTokenSource _break = new();
    private int _activeWatches;

    public ConcurrentDictionary<string, IMessage> Requests { get; } = new();

    public ConcurrentQueue<WatchRequest> Watches { get; } = new();

    public int ActiveWatches => Volatile.Read(ref _activeWatches);

    /// <summary>Thrown by every call while it is set.</summary>
    public RpcException? Failure { get; set; }

    /// <summary>The status that a request gets when it is made; none when null.</summary>
    public RequestStatus? FirstStatus { get; set; }

    public StatusLog Log(string subject) => _logs.GetOrAdd(subject, _ => new StatusLog());

    /// <summary>Ends every watch as a policy service does that is killed.</summary>
    public void BreakWatches() => Interlocked.Exchange(ref _break, new CancellationTokenSource()).Cancel();

    public override Task<RequestAccepted> RequestRelease(RequestReleaseRequest request, ServerCallContext context) =>
        Accept(request.RequestId, request);

    public override Task<RequestAccepted> RequestRollback(RequestRollbackRequest request, ServerCallContext context) =>
        Accept(request.RequestId, request);

    public override Task<RequestAccepted> RequestDelete(RequestDeleteRequest request, ServerCallContext context) =>
        Accept(request.RequestId, request);

    public override Task<RequestStatus> Track(TrackRequest request, ServerCallContext context)
    {
        ThrowIfAway();
        return Task.FromResult(Find(request.RequestId + request.ArtifactId).Present!);
    }

    public override async Task Watch(
        WatchRequest request, IServerStreamWriter<RequestStatus> responseStream, ServerCallContext context)
    {
        Watches.Enqueue(request);
        ThrowIfAway();
        var log = Find(request.RequestId + request.ArtifactId);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, _break.Token);
        Interlocked.Increment(ref _activeWatches);
        try
        {
            await StreamAsync(log, request.AfterVersion, responseStream, end.Token);
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "killed"));
        }
        finally
        {
            Interlocked.Decrement(ref _activeWatches);
        }
    }

    private static async Task StreamAsync(
        StatusLog log,
        long afterVersion,
        IServerStreamWriter<RequestStatus> stream,
        CancellationToken cancellationToken)
    {
        var version = afterVersion;
        if (afterVersion == 0 && log.Present is { } present)
        {
            version = present.Version;
            await stream.WriteAsync(present, cancellationToken);
        }

        while (log.Present is not { Final: true } last || last.Version > version)
        {
            var (newer, changed) = log.After(version);
            foreach (var status in newer)
            {
                await stream.WriteAsync(status, cancellationToken);
                version = status.Version;
            }

            if (newer.Count == 0)
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
    }

    private Task<RequestAccepted> Accept(string id, IMessage request)
    {
        ThrowIfAway();
        Requests.TryAdd(id, request);
        if (FirstStatus is { } status)
        {
            Log(id).Add(status);
        }

        return Task.FromResult(new RequestAccepted { RequestId = id });
    }

    private StatusLog Find(string subject) => _logs.GetValueOrDefault(subject)
        ?? throw new RpcException(new Status(StatusCode.NotFound, $"There is no request '{subject}'."));

    private void ThrowIfAway()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
