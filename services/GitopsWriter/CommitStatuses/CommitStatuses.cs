using Gimlet.Contracts.Flux;
using Gimlet.Contracts.Gitops;
using Gimlet.Hosting.Bus;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>Keeps the status of commits and announces its changes.</summary>
internal sealed class CommitStatuses(StatusJudge judge, BusPublisher bus)
{
    public async Task ApplyAsync(RevisionObserved observation, CancellationToken cancellationToken) =>
        Announce(await judge.ApplyAsync(observation, cancellationToken));

    /// <summary>To be called after commits were recorded; cheap when Flux has not spoken about them yet.</summary>
    public async Task ApplyKnownStateAsync(string repository, string branch, CancellationToken cancellationToken) =>
        Announce(await judge.ApplyKnownStateAsync(repository, branch, cancellationToken));

    private void Announce(IReadOnlyList<CommitStatusChanged> changes)
    {
        foreach (var change in changes)
        {
            bus.Publish(change);
        }
    }
}
