using Gimlet.Gateway.Releases;
using Gimlet.Gateway.Requests;

namespace Gimlet.Gateway.Environments;

internal static class GetStatus
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/status", HandleAsync)
        .Takes(ReleaseParameters.Env, ReleaseParameters.OptionalApp)
        .Produces<Dictionary<string, ReleaseJson?>>()
        .Produces(StatusCodes.Status304NotModified)
        .WithSummary("Shows the present release of each app of an environment; null for an app that has none.");

    private static async Task<IResult> HandleAsync(
        HttpRequest request, EnvironmentReader environments, CancellationToken cancellationToken)
    {
        var env = ReleaseParameters.Env.Read(request);
        var app = ReleaseParameters.OptionalApp.Read(request);
        if (app.Length == 0)
        {
            return new EnvironmentResult(await environments.ReadAsync(env, cancellationToken));
        }

        var release = await environments.FindAsync(env, app, cancellationToken);
        return TypedResults.Ok(new Dictionary<string, ReleaseJson?>
        {
            [app] = release is null ? null : ReleaseJson.From(release),
        });
    }
}
