using Gimlet.Gateway.Idempotency;
using Gimlet.Gateway.Problems;
using Gimlet.Gateway.Requests;
using Gimlet.Protos.Releases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Releases;

internal static class MakeRelease
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/releases", HandleAsync)
        .TakesBody<Input>()
        .WithSummary("Asks for the release of an artifact to an environment; the answer is the id to track.");

    private static async Task<Created<RequestIdJson>> HandleAsync(
        HttpContext context, ReleaseService.ReleaseServiceClient releases)
    {
        var input = await JsonBody.ReadAsync<Input>(context);
        var accepted = await releases.RequestReleaseAsync(
            new RequestReleaseRequest
            {
                RequestId = Operation.IdOf(context).ToString(),
                Env = Mandatory("env", input.Env),
                App = input.App ?? "",
                ArtifactId = Mandatory("artifactId", input.ArtifactId),
                TriggeredBy = context.User.Identity?.Name ?? "",
            },
            cancellationToken: context.RequestAborted);
        return RequestIdJson.Accepted(accepted.RequestId);
    }

    private static string Mandatory(string field, string? value) =>
        string.IsNullOrEmpty(value) ? throw ProblemException.BadRequest($"{field} is mandatory") : value;

    internal sealed record Input
    {
        public string? Env { get; init; }

        /// <summary>Every app that the artifact has for the environment when absent.</summary>
        public string? App { get; init; }

        public string? ArtifactId { get; init; }
    }
}
