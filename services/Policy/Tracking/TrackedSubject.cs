using Gimlet.Policy.Requests;

namespace Gimlet.Policy.Tracking;

/// <summary>What a client tracks: a request, or the request of an artifact.</summary>
internal sealed record TrackedSubject
{
    private TrackedSubject(string requestId, string artifactId)
    {
        RequestId = requestId;
        ArtifactId = artifactId;
    }

    public string RequestId { get; }

    /// <summary>Empty when a request is tracked by its own id.</summary>
    public string ArtifactId { get; }

    public static TrackedSubject Of(string requestId, string artifactId)
    {
        if (requestId.Length == 0 && artifactId.Length == 0)
        {
            throw new RequestRefusedException(Refusal.Invalid, "request_id or artifact_id is mandatory.");
        }

        var subject = artifactId.Length > 0
            ? new TrackedSubject(Requests.RequestId.OfArtifact(artifactId), artifactId)
            : new TrackedSubject(requestId, "");
        return subject.RequestId.Any(char.IsControl) ? throw subject.Unknown() : subject;
    }

    public RequestRefusedException Unknown() => new(
        Refusal.Unknown,
        ArtifactId.Length > 0
            ? $"There is no artifact {DisplayText.Quote(ArtifactId)}."
            : $"There is no request {DisplayText.Quote(RequestId)}.");
}
