using Gimlet.Contracts.Flux;
using Gimlet.GitopsWriter.Repositories;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// Finds the commits of ours that are on the branch but not in the database: pushed by a process that was killed before
/// it could record them, by a replica that ignored the lock, or before the database was restored or emptied.
/// </summary>
internal sealed class CommitRecovery(
    GitopsRepository repository, WriteStore store, TimeProvider clock, ILogger logger)
{
    private const int BatchSize = 500;

    // Of so many files the objects are remembered.
    private const int MaxFiles = 20_000;

    private readonly Dictionary<ObjectId, IReadOnlyList<FailingObject>> _objects = [];
    private ObjectId? _checked;

    /// <summary>
    /// Records what the tip has and the database lacks, oldest first, before anything new is written.
    /// </summary>
    /// <returns>How many commits that were.</returns>
    public async Task<long> CatchUpAsync(Clone clone, CancellationToken cancellationToken)
    {
        if (clone.Tip is null || clone.Tip == _checked)
        {
            return 0;
        }

        var recovered = 0L;

        var last = await store.FindLastShaAsync(cancellationToken);
        foreach (var commits in FindUnchecked(clone, clone.Tip, last).Chunk(BatchSize))
        {
            var known = await store.FindOutcomesAsync(
                [.. commits.Select(commit => commit.ResultId)], cancellationToken);

            // A result that was rejected may have been pushed before, by a process that did not live to tell.
            var unknown = commits
                .Where(commit => !known.TryGetValue(commit.ResultId, out var outcome) || outcome.IsRejected)
                .DistinctBy(commit => commit.ResultId)
                .ToList();
            if (unknown.Count > 0)
            {
                await RecordAsync(unknown, cancellationToken);
                recovered += unknown.Count;
                Log.CommitsRecovered(logger, unknown.Count, repository.Repository, recovered);
            }
        }

        _objects.Clear();
        _checked = clone.Tip;
        return recovered;
    }

    /// <summary>Records everything that the tip has, as if the database had been lost.</summary>
    public async Task<long> RebuildAsync(Clone clone, CancellationToken cancellationToken)
    {
        await store.ForgetAsync(cancellationToken);
        _checked = null;
        return await CatchUpAsync(clone, cancellationToken);
    }

    /// <summary>Everything up to our own push is known.</summary>
    public void SkipTo(ObjectId tip) => _checked = tip;

    private IEnumerable<CommitRecord> FindUnchecked(Clone clone, ObjectId tip, string? last)
    {
        var known = FindKnown(clone, last);
        while (known.Count == 0 && clone.CanDeepen)
        {
            clone.Deepen();
            known = FindKnown(clone, last);
        }

        var filter = new CommitFilter
        {
            IncludeReachableFrom = tip,
            ExcludeReachableFrom = known,
            SortBy = CommitSortStrategies.Topological | CommitSortStrategies.Reverse,
        };
        foreach (var commit in clone.Git.Commits.QueryBy(filter))
        {
            var created = CommitRecord.TimeOf(commit.Committer.When);
            var record = Trailers.Read(commit.Message, commit.Sha, created, repository.Settings.PathOf);
            if (record is not null)
            {
                yield return Complete(clone.Git, commit, record);
            }
        }
    }

    private List<string> FindKnown(Clone clone, string? last) =>
        [.. new[] { _checked?.Sha, last }.OfType<string>().Where(sha => clone.Git.Lookup<Commit>(sha) is not null)];

    // Others may have seen versions of this commit's status that are lost: whatever they were, time is greater.
    private CommitRecord Complete(Repository git, Commit commit, CommitRecord found)
    {
        var record = found with { StatusVersion = Contracts.UnixMicroseconds.Now(clock) };
        return record.Kind != DeleteWrite.Name && commit[record.Path]?.Target is Tree directory
            ? record with
            {
                Release = AppDirectory.ReadRelease(git, directory.Id),
                Objects = ReadObjects(git, directory.Id),
            }
            : record;
    }

    private IReadOnlyList<FailingObject> ReadObjects(Repository git, ObjectId directory)
    {
        if (_objects.Count > MaxFiles)
        {
            _objects.Clear();
        }

        return AppDirectory.ReadObjects(git, directory, _objects);
    }

    private async Task RecordAsync(List<CommitRecord> commits, CancellationToken cancellationToken)
    {
        var apps = commits
            .GroupBy(commit => (commit.Env, commit.App))
            .ToDictionary(app => app.Key, app => new AppState(app.Last().Sequence, app.Last().CurrentSha));

        // The time of the push is not known any more; it was not before the commit.
        await store.RecordAsync(
            commits, new Dictionary<string, Outcome>(), apps, commits[^1].Created, cancellationToken);
    }
}
