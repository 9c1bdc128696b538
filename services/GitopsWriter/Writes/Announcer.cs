using Gimlet.Contracts.Gitops;
using Gimlet.GitopsWriter.History;
using Gimlet.Hosting.Bus;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>Tells the policy service how writes ended.</summary>
internal sealed class Announcer(BusPublisher bus, BusTraffic traffic, CommitStore commits)
{
    public async Task AnnounceAsync(
        IReadOnlyList<PendingWrite> batch,
        IReadOnlyDictionary<string, Outcome> outcomes,
        CancellationToken cancellationToken)
    {
        // A commit that is older than this round may have a status that the policy service has not heard of.
        var shas = outcomes.Values
            .Where(outcome => outcome.IsOld && outcome.Sha.Length > 0)
            .Select(outcome => outcome.Sha);
        var statuses = (await commits.ListStatusesAsync([.. shas.Distinct()], cancellationToken))
            .ToLookup(status => status.Sha, StringComparer.Ordinal);
        foreach (var pending in batch)
        {
            var outcome = outcomes[pending.Write.ResultId];
            pending.Announce(() =>
            {
                Announce(pending.Write.ResultId, outcome);
                foreach (var status in statuses[outcome.Sha])
                {
                    bus.Publish(status);
                }
            });
        }
    }

    public void Announce(string resultId, Outcome outcome)
    {
        traffic.Answer(resultId);
        if (outcome.IsRejected)
        {
            bus.Publish(new ReleaseRejected { ResultId = resultId, Reason = outcome.Reason });
            return;
        }

        bus.Publish(new ReleaseWritten
        {
            ResultId = resultId,
            Repository = outcome.Repository,
            Branch = outcome.Branch,
            Sha = outcome.Sha,
            PushedAt = outcome.PushedAt,
            Unchanged = outcome.Unchanged,
        });
    }
}
