using Gimlet.Gateway.Idempotency;
using Gimlet.Gateway.Requests;
using Gimlet.Protos.Artifacts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Artifacts;

internal static class ShipArtifact
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/artifact", HandleAsync)
        .TakesBody<ArtifactJson>()
        .WithSummary("Stores an artifact; the server sets id and created.");

    private static async Task<Created<ArtifactJson>> HandleAsync(
        HttpContext context, ArtifactService.ArtifactServiceClient artifacts)
    {
        var artifact = (await JsonBody.ReadAsync<ArtifactJson>(context)).ToProto();

        // The id is made here, so that the call can be tried again and still stores one artifact.
        if (artifact.Version.RepositoryName.Length > 0)
        {
            artifact.Id = $"{artifact.Version.RepositoryName}-{Operation.IdOf(context)}";
        }

        var stored = await artifacts.ShipArtifactAsync(
            new ShipArtifactRequest { Artifact = artifact }, cancellationToken: context.RequestAborted);
        return TypedResults.Created((string?)null, ArtifactJson.From(stored));
    }
}
