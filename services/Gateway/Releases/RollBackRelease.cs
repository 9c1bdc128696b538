using Gimlet.Gateway.Idempotency;
using Gimlet.Gateway.Requests;
using Gimlet.Protos.Releases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Releases;

internal static class RollBackRelease
{
    private static readonly TextParameter Sha = new("sha", "The gitops commit to go back to.") { Mandatory = true };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/rollback", HandleAsync)
        .Takes(ReleaseParameters.Env, ReleaseParameters.App, Sha)
        .WithSummary("Asks for an app to be as it was at a gitops commit; the answer is the id to track.");

    private static async Task<Created<RequestIdJson>> HandleAsync(
        HttpContext context, ReleaseService.ReleaseServiceClient releases)
    {
        var accepted = await releases.RequestRollbackAsync(
            new RequestRollbackRequest
            {
                RequestId = Operation.IdOf(context).ToString(),
                Env = ReleaseParameters.Env.Read(context.Request),
                App = ReleaseParameters.App.Read(context.Request),
                TargetSha = Sha.Read(context.Request),
                TriggeredBy = context.User.Identity?.Name ?? "",
            },
            cancellationToken: context.RequestAborted);
        return RequestIdJson.Accepted(accepted.RequestId);
    }
}
