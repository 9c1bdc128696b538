using System.Data.Common;
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
        _lock is null ? null : new Held(await _lock.AcquireAsync(cancellationToken: cancellationToken));

    private sealed class Held(PostgresDistributedLockHandle handle) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await handle.DisposeAsync();
            }
            catch (Exception e) when (e is DbException or InvalidOperationException)
            {
                // The connection is gone, and the lock with it. What was done while it was held is done.
            }
        }
    }
}
