using Gimlet.Gateway.Requests;

namespace Gimlet.Gateway.Tracking;

internal static class TrackRelease
{
    private static readonly TextParameter Id =
        new("id", "The id of a release, rollback or delete request.") { Mandatory = true };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/eventReleaseTrack", HandleAsync)
        .Takes(Id)
        .Produces<ReleaseStatusJson>(StatusCodes.Status200OK, "application/json", StatusStream.ContentType)
        .WithSummary("Tells how a request fares, once or as server-sent events.");

    private static Task<IResult> HandleAsync(HttpContext context, StatusAnswer answer) =>
        answer.GiveAsync(context, TrackSubject.Request(Id.Read(context.Request)));
}
