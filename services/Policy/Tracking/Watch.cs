using System.Runtime.CompilerServices;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Tracking;

/// <summary>Follows a request until its final status.</summary>
internal sealed class Watch(Track track, SnapshotStore snapshots, RequestSignals signals)
{
    /// <summary>
    /// The present status first, or with a version that the client has seen already everything after it; then each
    /// later status, none left out.
    /// </summary>
    public async IAsyncEnumerable<RequestStatus> HandleAsync(
        TrackedSubject subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Before the first read, so that no change falls between the two.
        using var subscription = signals.Subscribe(subject.RequestId);
        var present = await track.HandleAsync(subject, cancellationToken);

        // A version that was never given out must not keep the client waiting for it.
        var seen = Math.Min(afterVersion, present.Version);
        if (seen <= 0 || (seen == present.Version && present.Final))
        {
            yield return present;
            seen = present.Version;
            if (present.Final)
            {
                yield break;
            }
        }

        while (true)
        {
            var updates = await snapshots.ListAfterAsync(subject.RequestId, seen, cancellationToken);
            foreach (var update in updates)
            {
                yield return update;
                seen = update.Version;
                if (update.Final)
                {
                    yield break;
                }
            }

            if (updates.Count < SnapshotStore.PageSize)
            {
                await subscription.WaitAsync(cancellationToken);
            }
        }
    }
}
