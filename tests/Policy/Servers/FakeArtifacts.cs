using System.Collections.Concurrent;
using Gimlet.Protos;
using Gimlet.Protos.Artifacts;
using Grpc.Core;
using ContractArtifact = Gimlet.Contracts.Artifacts.Artifact;

namespace Gimlet.Policy.Tests.Servers;

/// <summary>An artifact service that keeps what tests ship, and can be away.</summary>
internal sealed class FakeArtifacts : ArtifactService.ArtifactServiceBase
{
    private readonly ConcurrentDictionary<string, Artifact> _artifacts = new();

    public bool Away { get; set; }

    public void Add(ContractArtifact artifact) => _artifacts[artifact.Id] = artifact.ToProto();

    public void Add(Artifact artifact) => _artifacts[artifact.Id] = artifact;

    public override Task<Artifact> GetArtifact(GetArtifactRequest request, ServerCallContext context)
    {
        ThrowIfAway();
        return _artifacts.TryGetValue(request.Id, out var artifact)
            ? Task.FromResult(artifact)
            : throw new RpcException(new Status(StatusCode.NotFound, "no such artifact"));
    }

    public override Task<ListArtifactsResponse> ListArtifacts(ListArtifactsRequest request, ServerCallContext context)
    {
        ThrowIfAway();
        var matching = _artifacts.Values
            .Where(artifact => artifact.Created >= request.Since)
            .Where(artifact => request.Repository.Length == 0 || artifact.Version.RepositoryName == request.Repository)
            .Where(artifact => request.Branch.Length == 0 || artifact.Version.Branch == request.Branch);
        var ordered = request.OldestFirst
            ? matching.OrderBy(artifact => artifact.Created)
            : matching.OrderByDescending(artifact => artifact.Created);
        return Task.FromResult(new ListArtifactsResponse
        {
            Artifacts = { ordered.Skip(request.Offset).Take(request.Limit) },
        });
    }

    // A status that clients do not try again for seconds.
    private void ThrowIfAway()
    {
        if (Away)
        {
            throw new RpcException(new Status(StatusCode.Aborted, "the artifact service is away"));
        }
    }
}
