using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Gimlet.Persistence;

/// <summary>
/// The one writer of a SQLite file. What waits while a transaction is flushed to disk shares the next one: each piece
/// of work in a savepoint of its own, so that one that fails is taken back alone, and a single flush for all of them.
/// </summary>
internal sealed class SqliteWriter(DbDataSource source)
{
    private const int MaxGroup = 256;

    private readonly Lock _lock = new();
    private readonly Queue<Work> _waiting = [];
    private bool _running;

    /// <summary>Runs work in a transaction and returns when that is on disk.</summary>
    public async Task<T> WriteAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        var result = default(T)!;
        var queued = new Work(
            async (connection, transaction) => result = await work(connection, transaction).ConfigureAwait(false),
            cancellationToken);
        lock (_lock)
        {
            _waiting.Enqueue(queued);
            if (!_running)
            {
                _running = true;
                _ = Task.Run(DrainAsync, CancellationToken.None);
            }
        }

        await queued.Completion.Task.ConfigureAwait(false);
        return result;
    }

    private async Task DrainAsync()
    {
        while (TakeGroup() is { Count: > 0 } group)
        {
            try
            {
                await RunAsync(group).ConfigureAwait(false);
                group.ForEach(work => work.Complete());
            }
            catch (Exception e)
            {
                // Nothing of the group is on disk.
                group.ForEach(work => work.Completion.TrySetException(e));
            }
        }
    }

    private List<Work> TakeGroup()
    {
        lock (_lock)
        {
            var group = new List<Work>(Math.Min(_waiting.Count, MaxGroup));
            while (group.Count < MaxGroup && _waiting.TryDequeue(out var work))
            {
                group.Add(work);
            }

            _running = group.Count > 0;
            return group;
        }
    }

    private async Task RunAsync(List<Work> group)
    {
        var connection = await source.OpenConnectionAsync(CancellationToken.None).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(CancellationToken.None).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                foreach (var work in group)
                {
                    await RunAsync(work, connection, (SqliteTransaction)transaction).ConfigureAwait(false);
                }

                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task RunAsync(Work work, DbConnection connection, SqliteTransaction transaction)
    {
        const string Savepoint = "work";
        if (work.CancellationToken.IsCancellationRequested)
        {
            work.Error = new OperationCanceledException(work.CancellationToken);
            return;
        }

        transaction.Save(Savepoint);
        try
        {
            await work.RunAsync(connection, transaction).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            transaction.Rollback(Savepoint);
            work.Error = e;
        }

        transaction.Release(Savepoint);
    }

    private sealed class Work(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken)
    {
        // Whoever asked for it also has the trace that it belongs to.
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public CancellationToken CancellationToken => cancellationToken;

        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Error { get; set; }

        public Task RunAsync(DbConnection connection, DbTransaction transaction)
        {
            if (_context is null)
            {
                return work(connection, transaction);
            }

            var task = Task.CompletedTask;
            ExecutionContext.Run(_context, _ => task = work(connection, transaction), null);
            return task;
        }

        public void Complete()
        {
            if (Error is OperationCanceledException)
            {
                Completion.TrySetCanceled(cancellationToken.IsCancellationRequested ? cancellationToken : default);
            }
            else if (Error is not null)
            {
                Completion.TrySetException(Error);
            }
            else
            {
                Completion.TrySetResult();
            }
        }
    }
}
