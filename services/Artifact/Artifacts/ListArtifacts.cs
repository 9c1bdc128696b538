using Gimlet.Protos;
using Gimlet.Protos.Artifacts;

namespace Gimlet.Artifacts.Artifacts;

/// <summary>Reads what a list is asked for; wrong values are refused and not bent.</summary>
internal static class ListArtifacts
{
    public const int MaximalLimit = 1000;
    private const int DefaultLimit = 10;

    public static ArtifactFilter Filter(ListArtifactsRequest request)
    {
        if (request.Limit is < 0 or > MaximalLimit)
        {
            throw new FormatException($"limit must be from 1 to {MaximalLimit}");
        }

        if (request.Offset < 0)
        {
            throw new FormatException("offset must not be negative");
        }

        if (request.PageToken.Length > 0 && request.Offset > 0)
        {
            throw new FormatException("cursor (page_token) and offset exclude each other");
        }

        GitEvents.Check("event", request.Event);
        return new ArtifactFilter
        {
            Limit = request.Limit == 0 ? DefaultLimit : request.Limit,
            Offset = request.Offset,
            Since = request.Since,
            Until = request.Until,
            Repository = request.Repository,
            Branch = request.Branch,
            SourceBranch = request.SourceBranch,
            Shas = [.. request.Shas],
            Event = request.Event,
            OldestFirst = request.OldestFirst,
            Behind = request.PageToken.Length > 0 ? ArtifactPlace.Parse(request.PageToken) : null,
        };
    }
    /// <summary>From one artifact more than the page may have, which tells whether there is another page.</summary>
    public static ListArtifactsResponse Page(IReadOnlyList<Contracts.Artifacts.Artifact> artifacts, int limit) => new()
    {
        Artifacts = { artifacts.Take(limit).Select(artifact => artifact.ToProto()) },
        NextPageToken = artifacts.Count > limit ? $"{ArtifactPlace.Of(artifacts[limit - 1])}" : "",
    };
}
