using Gimlet.Gateway.Requests;
using Gimlet.Protos.Gitops;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Releases;

internal static class GetStatus
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/status", HandleAsync)
        .Takes(ReleaseParameters.Env, ReleaseParameters.OptionalApp)
        .WithSummary("Shows the present release of each app of an environment; null for an app that has none.");

    private static async Task<Ok<Dictionary<string, ReleaseJson?>>> HandleAsync(
        HttpRequest request, GitopsService.GitopsServiceClient gitops, CancellationToken cancellationToken)
    {
        var app = ReleaseParameters.OptionalApp.Read(request);
        var status = await gitops.GetStatusAsync(
            new GetStatusRequest { Env = ReleaseParameters.Env.Read(request), App = app },
            cancellationToken: cancellationToken);
        var releases = status.Releases.ToDictionary(
            pair => pair.Key, ReleaseJson? (pair) => ReleaseJson.From(pair.Value));
        if (app.Length > 0)
        {
            releases.TryAdd(app, null);
        }

        return TypedResults.Ok(releases);
    }
}
