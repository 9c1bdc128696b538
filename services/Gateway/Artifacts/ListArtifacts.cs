using Gimlet.Gateway.Requests;
using Gimlet.Protos.Artifacts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Artifacts;

internal static class ListArtifacts
{
    private static readonly TextParameter Repository = new("repository", "Only artifacts of this repository.");
    private static readonly TextParameter Branch = new("branch", "Only artifacts of this branch.");
    private static readonly TextParameter SourceBranch = new("sourceBranch", "Only pull requests from this branch.");
    private static readonly TextsParameter Sha = new("sha", "Only artifacts of these commits.");
    private static readonly ChoiceParameter Event = new("event", "Only artifacts of this event.", "push", "tag", "pr");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/artifacts", HandleAsync)
        .Takes(
            Paging.Limit,
            Paging.Offset,
            Paging.Cursor,
            Paging.Since,
            Paging.Until,
            Repository,
            Branch,
            SourceBranch,
            Sha,
            Event)
        .WithSummary("Lists artifacts, newest first.");

    private static async Task<Ok<IEnumerable<ArtifactJson>>> HandleAsync(
        HttpRequest request, ArtifactService.ArtifactServiceClient artifacts, CancellationToken cancellationToken)
    {
        var list = await artifacts.ListArtifactsAsync(
            new ListArtifactsRequest
            {
                Limit = Paging.Limit.Read(request),
                Offset = Paging.Offset.Read(request),
                Since = Paging.Since.Read(request),
                Until = Paging.Until.Read(request),
                Repository = Repository.Read(request),
                Branch = Branch.Read(request),
                SourceBranch = SourceBranch.Read(request),
                Shas = { Sha.Read(request) },
                Event = Event.Read(request),
                PageToken = Paging.Cursor.Read(request),
            },
            cancellationToken: cancellationToken);
        Paging.LinkNext(request, list.NextPageToken);
        return TypedResults.Ok(list.Artifacts.Select(ArtifactJson.From));
    }
}
