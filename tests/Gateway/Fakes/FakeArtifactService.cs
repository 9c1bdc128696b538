using System.Collections.Concurrent;
using Gimlet.Protos.Artifacts;
using Grpc.Core;

namespace Gimlet.Gateway.Tests.Fakes;

/// <summary>Keeps artifacts by id and answers as the test says.</summary>
internal sealed class FakeArtifactService : ArtifactService.ArtifactServiceBase
{
    public const long Created = 1_700_000_123_456_789;

    public ConcurrentDictionary<string, Artifact> Stored { get; } = new();

    public int ShipCalls { get; private set; }

    public ListArtifactsRequest? LastList { get; private set; }

    public string NextPageToken { get; set; } = "";

    public RpcException? Failure { get; set; }

    public override Task<Artifact> ShipArtifact(ShipArtifactRequest request, ServerCallContext context)
    {
        ShipCalls++;
        if (Failure is { } failure)
        {
            throw failure;
        }

        request.Artifact.Created = Created;
        return Task.FromResult(Stored.GetOrAdd(request.Artifact.Id, request.Artifact));
    }

    public override Task<ListArtifactsResponse> ListArtifacts(ListArtifactsRequest request, ServerCallContext context)
    {
        LastList = request;
        return Failure is { } failure
            ? throw failure
            : Task.FromResult(
                new ListArtifactsResponse { Artifacts = { Stored.Values }, NextPageToken = NextPageToken });
    }
}
