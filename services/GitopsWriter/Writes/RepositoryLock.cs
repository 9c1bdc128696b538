using Gimlet.Persistence;
using Medallion.Threading.Postgres;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// One writer per repository among the replicas that share a PostgreSQL database. A replica that dies lets go, because
/// its connection ends. Without replicas there is nothing to lock: a process has one loop per repository.
/// </summary>
internal sealed class RepositoryLock(Database database, string repository, string branch)
{
    private readonly PostgresDistributedLock? _lock = database.Dialect == SqlDialect.Postgres
        ? new PostgresDistributedLock(
            new PostgresAdvisoryLockKey($"gimlet {repository} {branch}", allowHashing: true), database.ConnectionString)
        : null;

    /// <summary>Waits for the lock; it is held until the result is disposed.</summary>
    public async Task<IAsyncDisposable?> AcquireAsync(CancellationToken cancellationToken) =>
        _lock is null ? null : await _lock.AcquireAsync(cancellationToken: cancellationToken);
}
