using Gimlet.Artifacts.Artifacts;
using Gimlet.Manifests;
using Gimlet.Protos;
using Gimlet.Protos.Artifacts;
using Grpc.Core;

namespace Gimlet.Artifacts;

/// <summary>The gRPC face of the service.</summary>
internal sealed class ArtifactEndpoint(ArtifactStore store, ShipArtifact ship)
    : Protos.Artifacts.ArtifactService.ArtifactServiceBase
{
    public override async Task<Artifact> ShipArtifact(ShipArtifactRequest request, ServerCallContext context)
    {
        try
        {
            var artifact = (request.Artifact ?? new Artifact()).ToContract();
            return (await ship.HandleAsync(artifact, context.CancellationToken)).ToProto();
        }
        catch (Exception e) when (e is FormatException or ManifestException)
        {
            throw Invalid(e);
        }
    }

    public override async Task<Artifact> GetArtifact(GetArtifactRequest request, ServerCallContext context)
    {
        var artifact = await store.FindAsync(request.Id, context.CancellationToken);
        return artifact?.ToProto()
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"There is no artifact '{request.Id}'."));
    }

    public override async Task<ListArtifactsResponse> ListArtifacts(
        ListArtifactsRequest request, ServerCallContext context)
    {
        try
        {
            var filter = Artifacts.ListArtifacts.Filter(request);
            var artifacts = await store.ListAsync(filter with { Limit = filter.Limit + 1 }, context.CancellationToken);
            return Artifacts.ListArtifacts.Page(artifacts, filter.Limit);
        }
        catch (FormatException e)
        {
            throw Invalid(e);
        }
    }

    private static RpcException Invalid(Exception e) =>
        new(new Status(StatusCode.InvalidArgument, e.Message));
}
