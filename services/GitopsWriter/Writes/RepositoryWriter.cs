using System.Data.Common;
using System.Diagnostics;
using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// The one writer of a repository in this process. While a push is under way writes queue up; the next round takes all
/// of them, as databases commit groups: alone a write costs one commit and one push, under load the push is shared.
/// </summary>
internal sealed class RepositoryWriter(
    GitopsRepository repository,
    WriteQueue queue,
    RepositoryLock exclusive,
    GroupCommit commit,
    WriteStore store,
    Announcer announcer,
    CommitStatuses.CommitStatuses statuses,
    TimeSpan pushTimeout,
    TimeProvider clock,
    ILogger logger)
{
    private const int MaxBatchCharacters = 32 * 1024 * 1024;

    // Something of ours that fails unexpectedly is tried again, in case it was the weather, but not for ever.
    private const int MaxDefects = 5;

    // So often others come first when a write was cut off alone: each attempt may take the server long to fail.
    private const int RoundsAside = 16;

    private readonly BatchLimit _limit = new();
    private readonly Housekeeping _housekeeping = new(repository, logger);
    private readonly Backoff _contention = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200), clock);
    private readonly Backoff _predecessors = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200), clock);
    private readonly Backoff _outage = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(15), clock);
    private int _defects;

    public int Waiting => queue.Count;

    /// <summary>Queues a write and returns how it ends.</summary>
    public Task<Outcome> Add(Write write, ActivityContext trace, CancellationToken stopping) =>
        queue.Add(write, trace, stopping).Outcome;

    /// <summary>Writes until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await queue.WaitAsync(stopping);
            for (var batch = queue.Peek(_limit.Count, MaxBatchCharacters);
                batch.Count > 0;
                batch = queue.Peek(_limit.Count, MaxBatchCharacters))
            {
                await RunRoundAsync(batch, stopping);
            }
        }
    }

    /// <summary>Makes the tables anew from the repository, while writes wait. Returns the number of commits.</summary>
    public async Task<long> RebuildAsync(CancellationToken cancellationToken)
    {
        long commits;
        await using (await exclusive.AcquireAsync(cancellationToken))
        {
            commits = await repository.UseAsync(
                clone => commit.RebuildAsync(clone, cancellationToken), cancellationToken);
        }

        await ApplyKnownStatusAsync(cancellationToken);
        Log.Rebuilt(logger, commits, repository.Repository);
        return commits;
    }

    private async Task RunRoundAsync(IReadOnlyList<PendingWrite> batch, CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        try
        {
            IReadOnlyDictionary<string, Outcome> outcomes;
            await using (await exclusive.AcquireAsync(stopping))
            {
                outcomes = await repository.UseAsync(clone => commit.RunAsync(clone, batch, stopping), stopping);
            }

            var ended = batch.Where(pending => outcomes.ContainsKey(pending.Write.ResultId)).ToList();
            if (ended.Count == 0)
            {
                await _predecessors.WaitAsync(stopping);
                return;
            }

            WriterMetrics.BatchSize.Record(ended.Count);
            await EndAsync(ended, outcomes, stopping);
            await ApplyKnownStatusAsync(stopping);
            _predecessors.Reset();
            _housekeeping.RunIfDue(stopping);
            _contention.Reset();
            _outage.Reset();
            _defects = 0;
            _limit.Passed();
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            await RecoverAsync(batch, started, e, stopping);
        }
    }

    // Flux may have been faster than the record of the push. The writes have ended, whatever becomes of this.
    private async Task ApplyKnownStatusAsync(CancellationToken stopping)
    {
        try
        {
            await statuses.ApplyKnownStateAsync(repository.Repository, repository.Branch, stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Log.StatusNotApplied(logger, e, repository.Repository);
        }
    }

    // Every branch either ends writes or waits: a round never comes back at once unchanged.
    private async Task RecoverAsync(
        IReadOnlyList<PendingWrite> batch, long started, Exception error, CancellationToken stopping)
    {
        WriterMetrics.Retries.Add(1, new KeyValuePair<string, object?>("reason", error.GetType().Name));
        switch (error)
        {
            case BranchMovedException:
                if (commit.IsRoundOfCommits)
                {
                    _limit.Lost(batch.Count);
                }

                Log.BranchMoved(logger, repository.Repository, batch.Count, error.Message);
                await RejectOverdueAsync(
                    batch, started, $"Other writers kept moving branch {repository.Branch}", stopping);
                await _contention.WaitAsync(stopping);
                break;
            case RemoteRefusedException refused when refused.IsAccess || batch.Count == 1:
                Log.PushRefused(logger, repository.Repository, error.Message);
                _limit.Forget();
                await RejectAsync(batch, error.Message, stopping);
                break;
            case RemoteRefusedException:
                // It may be one commit that the server minds, or the size of them all.
                _limit.Failed(batch.Count);
                break;
            case DbException:
                Log.RoundFailed(logger, repository.Repository, batch.Count, error.Message);
                await _outage.WaitAsync(stopping);
                break;
            case RemoteUnavailableException or TimeoutException or IOException:
                if (error is RemoteUnavailableException { IsDuringPush: true })
                {
                    // A server that finds a push too large, or takes too long over it, may hang up without a word.
                    _limit.Failed(batch.Count);
                    SetAside(batch);
                }

                Log.RoundFailed(logger, repository.Repository, batch.Count, error.Message);
                await RejectOverdueAsync(batch, started, error.Message, stopping);
                await _outage.WaitAsync(stopping);
                break;
            default:
                Log.RoundBroken(logger, error, repository.Repository, batch.Count);
                _limit.Failed(batch.Count);
                if (batch.Count == 1 && ++_defects >= MaxDefects)
                {
                    _defects = 0;
                    await RejectAsync(batch, $"Writing to the gitops repository failed: {error.Message}", stopping);
                }

                await _outage.WaitAsync(stopping);
                break;
        }
    }

    // What fails alone is not to hold up everybody behind it. It may have been the weather, too, so it is tried again.
    private void SetAside(IReadOnlyList<PendingWrite> batch)
    {
        if (batch is [var single])
        {
            single.RoundsAside = RoundsAside;
            _limit.Forget();
        }
    }

    // The first round that fails starts the clock of a write; whatever its pushes fail with later, there is an end.
    private async Task RejectOverdueAsync(
        IReadOnlyList<PendingWrite> batch, long started, string reason, CancellationToken stopping)
    {
        foreach (var pending in batch)
        {
            pending.FailingSince ??= started;
        }

        var overdue = batch.Where(pending => clock.GetElapsedTime(pending.FailingSince!.Value) > pushTimeout);
        await RejectAsync(
            [.. overdue], $"{reason}; tried for {pushTimeout.TotalSeconds:0} s (GITOPS_PUSH_TIMEOUT)", stopping);
    }

    private async Task RejectAsync(IReadOnlyList<PendingWrite> batch, string reason, CancellationToken stopping)
    {
        var rejected = new Outcome { Repository = repository.Repository, Branch = repository.Branch, Reason = reason };
        var outcomes = batch.ToDictionary(pending => pending.Write.ResultId, _ => rejected);
        if (outcomes.Count == 0)
        {
            return;
        }

        try
        {
            await store.RecordAsync(
                [], outcomes, new Dictionary<(string Env, string App), AppState>(), pushedAt: 0, stopping);
            await EndAsync(batch, outcomes, stopping);
        }
        catch (DbException e)
        {
            // Not recorded, not answered: they stay in the queue for the next round.
            Log.RoundFailed(logger, repository.Repository, batch.Count, e.Message);
            await _outage.WaitAsync(stopping);
        }
    }

    private async Task EndAsync(
        IReadOnlyList<PendingWrite> batch,
        IReadOnlyDictionary<string, Outcome> outcomes,
        CancellationToken cancellationToken)
    {
        await announcer.AnnounceAsync(batch, outcomes, cancellationToken);
        foreach (var pending in batch)
        {
            var outcome = outcomes[pending.Write.ResultId];
            queue.Complete(pending, outcome);
            WriterMetrics.Results.Add(1, new KeyValuePair<string, object?>("outcome", outcome.Name));
            Log.WriteEnded(
                logger, pending.Write.Kind, pending.Write.Env, pending.Write.App,
                outcome.Name, outcome.Sha, outcome.Reason);
        }
    }
}
