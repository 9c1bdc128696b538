using Gimlet.Protos.Releases;

namespace Gimlet.Gateway.Tracking;

/// <summary>What is tracked: a request by its id, or the request that an artifact's policies made.</summary>
internal sealed record TrackSubject
{
    private readonly string _requestId = "";
    private readonly string _artifactId = "";

    private TrackSubject(string requestId, string artifactId)
    {
        _requestId = requestId;
        _artifactId = artifactId;
    }

    public static TrackSubject Request(string id) => new(id, "");

    public static TrackSubject Artifact(string id) => new("", id);

    public TrackRequest Track() =>
        _requestId.Length > 0 ? new() { RequestId = _requestId } : new() { ArtifactId = _artifactId };

    public WatchRequest Watch(long afterVersion) => _requestId.Length > 0
        ? new() { RequestId = _requestId, AfterVersion = afterVersion }
        : new() { ArtifactId = _artifactId, AfterVersion = afterVersion };
}
