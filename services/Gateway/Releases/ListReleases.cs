using Gimlet.Gateway.Requests;
using Gimlet.Protos.Gitops;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Releases;

internal static class ListReleases
{
    private static readonly TextParameter GitRepo = new("git-repo", "Only releases of this source repository.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/releases", HandleAsync)
        .Takes(
            ReleaseParameters.Env,
            ReleaseParameters.OptionalApp,
            Paging.Limit,
            Paging.Offset,
            Paging.Cursor,
            Paging.Since,
            Paging.Until,
            GitRepo)
        .WithSummary("Lists the releases of an environment, newest first.");

    private static async Task<Ok<IEnumerable<ReleaseJson>>> HandleAsync(
        HttpRequest request, GitopsService.GitopsServiceClient gitops, CancellationToken cancellationToken)
    {
        var list = await gitops.ListReleasesAsync(
            new ListReleasesRequest
            {
                Env = ReleaseParameters.Env.Read(request),
                App = ReleaseParameters.OptionalApp.Read(request),
                Limit = Paging.Limit.Read(request),
                Offset = Paging.Offset.Read(request),
                Since = Paging.Since.Read(request),
                Until = Paging.Until.Read(request),
                SourceRepository = GitRepo.Read(request),
                PageToken = Paging.Cursor.Read(request),
            },
            cancellationToken: cancellationToken);
        Paging.LinkNext(request, list.NextPageToken);
        return TypedResults.Ok(list.Releases.Select(ReleaseJson.From));
    }
}
