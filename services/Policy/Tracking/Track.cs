using Gimlet.Policy.Evaluation;
using Gimlet.Policy.Requests;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Tracking;

/// <summary>Tells what a request shows now.</summary>
internal sealed class Track(SnapshotStore snapshots, ArtifactCatalog artifacts)
{
    /// <remarks>An artifact that was shipped a moment ago has no request yet: it is new, in version 0.</remarks>
    public async Task<RequestStatus> HandleAsync(TrackedSubject subject, CancellationToken cancellationToken)
    {
        if (await snapshots.FindAsync(subject.RequestId, cancellationToken) is { } present)
        {
            return present;
        }

        return subject.ArtifactId.Length > 0 && await artifacts.ExistsAsync(subject.ArtifactId, cancellationToken)
            ? new RequestStatus
            {
                RequestId = subject.RequestId,
                Type = RequestKind.Artifact,
                Status = RequestState.New,
            }
            : throw subject.Unknown();
    }
}
