using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;
using Gimlet.Protos;
using Gimlet.Protos.Artifacts;
using Grpc.Core;
using Artifact = Gimlet.Contracts.Artifacts.Artifact;

namespace Gimlet.Policy.Evaluation;

/// <summary>The artifacts, as the artifact service has them.</summary>
internal sealed class ArtifactCatalog(ArtifactService.ArtifactServiceClient client)
{
    /// <summary>Null when there is no such artifact.</summary>
    /// <exception cref="ManifestException">A manifest of it cannot be read.</exception>
    public async Task<Artifact?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await GetAsync(id, cancellationToken))?.ToContract();

    public async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken) =>
        await GetAsync(id, cancellationToken) is not null;

    /// <summary>The newest artifact of a branch; null when there is none.</summary>
    /// <exception cref="ManifestException">A manifest of it cannot be read.</exception>
    public async Task<Artifact?> FindNewestAsync(string repository, string branch, CancellationToken cancellationToken)
    {
        var request = new ListArtifactsRequest { Limit = 1, Repository = repository, Branch = branch };
        var response = await client.ListArtifactsAsync(request, cancellationToken: cancellationToken);
        return response.Artifacts.FirstOrDefault()?.ToContract();
    }

    /// <summary>A page of the artifacts since a time, the oldest first; unread, so that each can fail alone.</summary>
    public async Task<IReadOnlyList<Protos.Artifacts.Artifact>> ListAsync(
        long since, int offset, int limit, CancellationToken cancellationToken)
    {
        var request = new ListArtifactsRequest { Since = since, Offset = offset, Limit = limit, OldestFirst = true };
        return (await client.ListArtifactsAsync(request, cancellationToken: cancellationToken)).Artifacts;
    }

    private async Task<Protos.Artifacts.Artifact?> GetAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetArtifactRequest { Id = id };
            return await client.GetArtifactAsync(request, cancellationToken: cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
