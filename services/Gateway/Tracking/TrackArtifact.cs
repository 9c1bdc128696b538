using Gimlet.Gateway.Requests;

namespace Gimlet.Gateway.Tracking;

internal static class TrackArtifact
{
    private static readonly TextParameter ArtifactId = new("artifactId", "The id of an artifact.") { Mandatory = true };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/eventArtifactTrack", HandleAsync)
        .Takes(ArtifactId)
        .Produces<ReleaseStatusJson>(StatusCodes.Status200OK, "application/json", StatusStream.ContentType)
        .WithSummary("Tells what an artifact's policies released, once or as server-sent events.");

    private static Task<IResult> HandleAsync(HttpContext context, StatusAnswer answer) =>
        answer.GiveAsync(context, TrackSubject.Artifact(ArtifactId.Read(context.Request)));
}
