using System.Globalization;
using Gimlet.Gateway.Problems;
using Gimlet.Protos.Releases;
using Microsoft.Net.Http.Headers;

namespace Gimlet.Gateway.Tracking;

/// <summary>Answers both track routes: with the present status, or with a stream if the client asks for one.</summary>
internal sealed class StatusAnswer(ReleaseService.ReleaseServiceClient releases, StatusFeed feed, StatusStream stream)
{
    private const string LastEventId = "Last-Event-ID";

    public async Task<IResult> GiveAsync(HttpContext context, TrackSubject subject)
    {
        var after = ReadLastEventId(context.Request);

        // Also before a stream, so that an unknown id is a 404 and not a stream that breaks.
        var present = await releases.TrackAsync(subject.Track(), cancellationToken: context.RequestAborted);
        if (!WantsStream(context.Request))
        {
            return TypedResults.Ok(ReleaseStatusJson.From(present));
        }

        if (present.Final && after == present.Version)
        {
            // The client has the final status: 204 tells browsers not to come back for more.
            return TypedResults.NoContent();
        }

        // A client cannot have seen what is still to come: such an id is from elsewhere.
        var start = after <= present.Version ? after : 0;
        await stream.WriteAsync(context, end => feed.FollowAsync(subject, start, end));
        return TypedResults.Empty;
    }

    private static bool WantsStream(HttpRequest request) => request.GetTypedHeaders().Accept.Any(accept =>
        accept.MediaType.Equals(StatusStream.ContentType, StringComparison.OrdinalIgnoreCase) && accept.Quality != 0);

    private static long ReadLastEventId(HttpRequest request)
    {
        var text = request.Headers[LastEventId].ToString();
        if (text.Length == 0)
        {
            return 0;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw ProblemException.BadRequest($"{LastEventId} must be the id of an event of this stream");
    }
}
