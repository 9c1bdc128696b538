using Gimlet.Contracts;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.GitopsWriter.Signing;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>One round: a commit per write, one push for all of them, one transaction that records them.</summary>
internal sealed class GroupCommit(
    GitopsRepository repository,
    WriteStore store,
    CommitMessage messages,
    CommitSigner signer,
    IOptions<GitopsOptions> options,
    TimeProvider clock,
    ILogger logger)
{
    private readonly CommitRecovery _recovery = new(repository, store, clock, logger);
    private string? _lastSha;
    private TimeSpan _planning;
    private TimeSpan _pushing;

    /// <summary>Whether most of the last round went into its commits: half of them would take half the time.</summary>
    public bool IsRoundOfCommits => _planning > _pushing;

    /// <summary>
    /// How each write ended, by its result; those that have to wait for their predecessor are left out. Throws when the
    /// round as a whole has to be made again.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Outcome>> RunAsync(
        Clone clone, IReadOnlyList<PendingWrite> batch, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(clone, batch, cancellationToken);
        }
        catch
        {
            // The push may have succeeded all the same: see what the branch holds before the next attempt.
            clone.IsFetched = false;
            throw;
        }
    }

    /// <summary>Makes the tables anew from what the remote holds. Returns the number of commits.</summary>
    public Task<long> RebuildAsync(Clone clone, CancellationToken cancellationToken)
    {
        clone.Fetch();
        return _recovery.RebuildAsync(clone, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, Outcome>> WriteAsync(
        Clone clone, IReadOnlyList<PendingWrite> batch, CancellationToken cancellationToken)
    {
        // Another replica that held the lock meanwhile has left its commits in the database and on the remote.
        var last = await store.FindLastShaAsync(cancellationToken);
        clone.IsFetched &= last == _lastSha;
        clone.FetchIfDue();
        var (outcomes, plan) = await PlanAsync(clone, batch, cancellationToken);
        if (plan.Commits.Count > 0)
        {
            Push(clone, plan, batch);
        }
        else if (plan.DependsOnTip && clone.Fetch())
        {
            throw new BranchMovedException("The branch moved while a write was compared with it");
        }

        var pushedAt = UnixMicroseconds.Now(clock);
        await store.RecordAsync(plan.Commits, plan.Outcomes, plan.ChangedApps, pushedAt, cancellationToken);
        if (clone.Tip is not null)
        {
            _recovery.SkipTo(clone.Tip);
        }

        _lastSha = plan.Commits.Count > 0 ? plan.Commits[^1].Sha : await store.FindLastShaAsync(cancellationToken);
        foreach (var (resultId, outcome) in plan.Outcomes)
        {
            outcomes[resultId] = outcome;
        }

        foreach (var commit in plan.Commits)
        {
            outcomes[commit.ResultId] = new Outcome
            {
                Repository = repository.Repository,
                Branch = repository.Branch,
                Sha = commit.Sha,
                PushedAt = pushedAt,
            };
        }

        return outcomes;
    }

    private async Task<(Dictionary<string, Outcome> Known, BatchPlan Plan)> PlanAsync(
        Clone clone, IReadOnlyList<PendingWrite> batch, CancellationToken cancellationToken)
    {
        await _recovery.CatchUpAsync(clone, cancellationToken);
        var ids = batch.Select(pending => pending.Write.ResultId)
            .Concat(batch.Select(pending => pending.Write.Predecessor).Where(id => id.Length > 0));
        var known = await store.FindOutcomesAsync([.. ids.Distinct()], cancellationToken);
        var apps = await store.ReadAppsAsync([.. batch.Select(pending => pending.Write)], cancellationToken);
        var plan = new BatchPlan(clone, repository, apps, messages, signer, options.Value, clock);
        var started = clock.GetTimestamp();
        foreach (var pending in batch.Where(pending => !known.ContainsKey(pending.Write.ResultId)))
        {
            if (!HasToWait(pending, known, plan))
            {
                await AddAsync(plan, pending, cancellationToken);
            }
        }

        _planning = clock.GetElapsedTime(started);
        WriterMetrics.CommitDuration.Record(_planning.TotalSeconds);
        return (known, plan);
    }

    // Another replica may have the predecessor. One that nobody has was lost on the way and comes with a resync, long
    // before the patience ends; then this one is written all the same, and the other is superseded.
    private bool HasToWait(PendingWrite pending, Dictionary<string, Outcome> known, BatchPlan plan)
    {
        var predecessor = pending.Write.Predecessor;
        if (predecessor.Length == 0 || known.ContainsKey(predecessor) || plan.Ends(predecessor))
        {
            return false;
        }

        pending.WaitingSince ??= clock.GetTimestamp();
        return clock.GetElapsedTime(pending.WaitingSince.Value) < options.Value.PushTimeout;
    }

    private async Task AddAsync(BatchPlan plan, PendingWrite pending, CancellationToken cancellationToken)
    {
        var write = pending.Write;
        if (write.Sequence < plan.StateOf(write).Sequence)
        {
            plan.Reject(write, "Superseded by a later request for the same app and environment");
            return;
        }

        try
        {
            switch (write)
            {
                case ReleaseWrite release when pending.Files is not null:
                    PlanRelease.Run(plan, release, pending, clock);
                    break;
                case RollbackWrite rollback:
                    await PlanRollback.RunAsync(plan, rollback, store, cancellationToken);
                    break;
                case DeleteWrite delete:
                    PlanDelete.Run(plan, delete, clock);
                    break;
                default:
                    plan.Reject(write, pending.RenderError ?? "The release was not rendered");
                    break;
            }
        }
        catch (Exception e) when (e is WriteRejectedException or UnwritableTreeException)
        {
            plan.Reject(write, e.Message);
        }
    }

    private void Push(Clone clone, BatchPlan plan, IReadOnlyList<PendingWrite> batch)
    {
        var started = clock.GetTimestamp();
        using var span = PushSpan.Start(repository.Repository, plan.Commits.Count, batch);
        try
        {
            clone.Push(plan.Tree, plan.Tip!);
        }
        catch (GitopsRepositoryException e)
        {
            span.Fail(e);
            throw;
        }
        finally
        {
            _pushing = clock.GetElapsedTime(started);
            WriterMetrics.PushDuration.Record(_pushing.TotalSeconds);
        }
    }
}
