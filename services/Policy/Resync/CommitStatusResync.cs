using Gimlet.Contracts;
using Gimlet.Contracts.Gitops;
using Gimlet.Hosting.Resync;
using Gimlet.Policy.Results;
using Gimlet.Protos.Gitops;

namespace Gimlet.Policy.Resync;

/// <summary>Asks the gitops writer what became of the commits that Flux has not applied, as it seems here.</summary>
internal sealed class CommitStatusResync(
    ResyncDependencies dependencies,
    GitopsService.GitopsServiceClient gitops,
    CommitStatusStore commits,
    ResultStore results,
    EndResults end,
    TimeProvider clock) : ResyncService(dependencies)
{
    private const int MaxCommits = 1000;
    private const int BatchSize = 100;

    // A commit that Flux did not apply for that long will not be by a message that was lost.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(7);

    protected override async Task ResyncAsync(CancellationToken cancellationToken)
    {
        PolicyMetrics.Pending(await results.CountPendingAsync(cancellationToken));
        var since = UnixMicroseconds.From(clock.GetUtcNow() - Horizon);
        var unsettled = await commits.ListUnsettledAsync(since, MaxCommits, cancellationToken);
        foreach (var batch in unsettled.Chunk(BatchSize))
        {
            var known = batch.ToDictionary(commit => commit.Sha, commit => commit.Version);
            var request = new GetCommitStatusesRequest { Shas = { known.Keys } };
            var response = await gitops.GetCommitStatusesAsync(request, cancellationToken: cancellationToken);

            // While a cluster is away nothing is news, and must not cost a transaction each.
            foreach (var status in response.Statuses.Where(status => status.StatusVersion > known[status.Sha]))
            {
                await end.HandleAsync(Read(status), cancellationToken);
            }
        }
    }

    private static CommitStatusChanged Read(CommitStatus status) => new()
    {
        Repository = status.Repository,
        Sha = status.Sha,
        Env = status.Env,
        App = status.App,
        Status = status.Status,
        Message = status.Message,
        StatusVersion = status.StatusVersion,
        ObservedAt = status.ObservedAt,
    };
}
