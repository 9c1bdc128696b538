using Gimlet.Protos.Gitops;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Gitops;

internal static class GetRepository
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/gitopsRepo", HandleAsync)
        .WithSummary("Shows the default gitops repository; empty when every environment has one of its own.");

    private static async Task<Ok<RepositoryJson>> HandleAsync(
        GitopsService.GitopsServiceClient gitops, CancellationToken cancellationToken)
    {
        var list = await gitops.ListRepositoriesAsync(
            new ListRepositoriesRequest(), cancellationToken: cancellationToken);
        var preset = list.Repositories.FirstOrDefault(repository => repository.Env.Length == 0);
        return TypedResults.Ok(new RepositoryJson(preset?.Url ?? ""));
    }

    internal sealed record RepositoryJson(string GitopsRepo);
}
