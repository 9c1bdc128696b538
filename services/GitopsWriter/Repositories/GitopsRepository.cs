using Dapper;
using Gimlet.Persistence;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>One branch of one repository. Whoever works in its clone has it alone.</summary>
internal sealed class GitopsRepository(
    RepositorySettings settings, IRemote remote, Database database, TimeProvider clock) : IRevisionGraph, IDisposable
{
    // So many hashes are looked up in one query.
    private const int WalkStep = 200;

    // Reports about hashes that the remote does not have must not become a fetch each.
    private static readonly TimeSpan FetchPause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);
    private Clone? _clone;
    private long? _lastFetch;

    public string Repository => settings.Address;

    public string Branch => settings.Branch;

    public RepositorySettings Settings => settings;

    /// <summary>
    /// Lends the clone, which is opened when it is not, and made anew after it turned out to be damaged.
    /// </summary>
    public async Task<T> UseAsync<T>(Func<Clone, Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _clone ??= new Clone(remote);
            return await work(_clone);
        }
        catch (Exception e) when (e is RepositoryDamagedException or LibGit2SharpException)
        {
            _clone?.Dispose();
            _clone = null;
            remote.Discard();
            throw e as RepositoryDamagedException ?? new RepositoryDamagedException(e.Message, e);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<long?> LastContainedPositionAsync(string sha, CancellationToken cancellationToken)
    {
        if (!ObjectId.TryParse(sha, out var id))
        {
            return null;
        }

        return await ReadPositionAsync([sha], cancellationToken)
            ?? await UseAsync(clone => SearchPositionAsync(clone, id, cancellationToken), cancellationToken);
    }

    /// <summary>The same for whoever has the clone already, and without a look at what is new on the remote.</summary>
    public async Task<long?> FindPositionAsync(Clone clone, ObjectId id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var position = await WalkAsync(clone, id, cancellationToken);
            if (position is not null || !clone.CanDeepen)
            {
                return position;
            }

            clone.Deepen();
        }
    }

    public void Dispose()
    {
        _clone?.Dispose();
        remote.Dispose();
        _gate.Dispose();
    }

    private async Task<long?> WalkAsync(Clone clone, ObjectId id, CancellationToken cancellationToken)
    {
        if (clone.Git.Lookup<Commit>(id) is null)
        {
            return null;
        }

        // Our commits build on each other, so the newest that a revision contains is the first on the way back.
        var walk = new CommitFilter { IncludeReachableFrom = id, SortBy = CommitSortStrategies.Time };
        foreach (var shas in clone.Git.Commits.QueryBy(walk).Select(commit => commit.Sha).Chunk(WalkStep))
        {
            if (await ReadPositionAsync(shas, cancellationToken) is { } position)
            {
                return position;
            }
        }

        return null;
    }

    private async Task<long?> SearchPositionAsync(Clone clone, ObjectId id, CancellationToken cancellationToken)
    {
        try
        {
            if (!clone.Git.ObjectDatabase.Contains(id)
                && (_lastFetch is not { } last || clock.GetElapsedTime(last) >= FetchPause))
            {
                _lastFetch = clock.GetTimestamp();
                clone.Fetch();
            }

            return await FindPositionAsync(clone, id, cancellationToken);
        }
        catch (RemoteUnavailableException)
        {
            return null;
        }
    }

    private async Task<long?> ReadPositionAsync(string[] shas, CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT MAX(position) FROM commits
            WHERE {database.In("sha", "Shas")} AND repository = @Repository AND branch = @Branch
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            sql, new { Shas = shas, Repository, Branch }, cancellationToken: cancellationToken));
    }
}
