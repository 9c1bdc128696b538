using Gimlet.Gateway.Requests;
using Gimlet.Protos.Gitops;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Gitops;

internal static class ListCommits
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/gitopsCommits", HandleAsync)
        .Takes(Paging.Limit, Paging.Offset, Paging.Cursor)
        .WithSummary("Lists the newest gitops commits with their status.");

    private static async Task<Ok<IEnumerable<CommitJson>>> HandleAsync(
        HttpRequest request, GitopsService.GitopsServiceClient gitops, CancellationToken cancellationToken)
    {
        var list = await gitops.ListCommitsAsync(
            new ListCommitsRequest
            {
                Limit = Paging.Limit.Read(request),
                Offset = Paging.Offset.Read(request),
                PageToken = Paging.Cursor.Read(request),
            },
            cancellationToken: cancellationToken);
        Paging.LinkNext(request, list.NextPageToken);
        return TypedResults.Ok(list.Commits.Select(commit => new CommitJson(
            commit.Sha, commit.Status, commit.StatusDesc, commit.Created, commit.Env)));
    }

    /// <summary><paramref name="Created"/> is in unix seconds.</summary>
    internal sealed record CommitJson(string Sha, string Status, string StatusDesc, long Created, string Env);
}
