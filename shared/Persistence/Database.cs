using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gimlet.Persistence;

/// <summary>One service's tables, in a SQLite file or a PostgreSQL schema of its own.</summary>
/// <remarks>Everything that differs between the two lives here; the SQL of the stores is the same for both.</remarks>
public sealed class Database : IAsyncDisposable
{
    // Serialisation failures and deadlocks are PostgreSQL's way to say "again, please".
    private const int Attempts = 5;

    private readonly DbDataSource _source;
    private readonly SqliteWriter? _writer;

    private Database(string name, SqlDialect dialect, string connectionString, DbDataSource source)
    {
        Name = name;
        Dialect = dialect;
        ConnectionString = connectionString;
        _source = source;
        _writer = dialect == SqlDialect.Sqlite ? new SqliteWriter(source) : null;
    }

    /// <summary>Name of the service: the SQLite file or the PostgreSQL schema.</summary>
    public string Name { get; }

    /// <summary>The database behind it.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>For what works beside this class, such as advisory locks. Holds a password: never log it.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Ends a <c>SELECT</c> that locks its rows until the transaction ends. SQLite has one writer anyway.
    /// </summary>
    public string ForUpdate => Dialect == SqlDialect.Postgres ? " FOR UPDATE" : "";

    /// <summary>The condition that a column is one of a list's values; Npgsql takes lists as arrays.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="parameter">Name of the parameter that holds the list, without its <c>@</c>.</param>
    public string In(string column, string parameter) =>
        Dialect == SqlDialect.Postgres ? $"{column} = ANY(@{parameter})" : $"{column} IN @{parameter}";

    /// <summary>Opens the database that the options name; nothing is read or created yet.</summary>
    public static Database Create(DatabaseOptions options, string name)
    {
        if (options.Driver == "postgres")
        {
            var error = PostgresConnectionString.TryBuild(options.Config, name, out var connectionString);
            return error is null
                ? new Database(name, SqlDialect.Postgres, connectionString, NpgsqlDataSource.Create(connectionString))
                : throw new ArgumentException($"DATABASE_CONFIG {error}", nameof(options));
        }

        var folder = options.Config.Length > 0 ? options.Config : options.DataPath;
        Directory.CreateDirectory(folder);
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, name + ".db") }.ToString();
        return new Database(name, SqlDialect.Sqlite, file, new SqliteSource(file));
    }

    /// <summary>A connection for reading; the caller disposes it.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Runs work in one transaction and commits it when the work returns.</summary>
    /// <remarks>
    /// On PostgreSQL the work runs again after a serialisation failure or a deadlock: it must change nothing but the
    /// database. On SQLite the writers of a process take turns, and those that wait share the next flush to disk.
    /// </remarks>
    public async Task<T> WriteAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        if (_writer is not null)
        {
            return await _writer.WriteAsync(work, cancellationToken).ConfigureAwait(false);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunAsync(work, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (IsConflict(e) && attempt < Attempts)
            {
            }
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async (connection, transaction) =>
            {
                await work(connection, transaction).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static bool IsConflict(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    private async Task<T> RunAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var result = await work(connection, transaction).ConfigureAwait(false);

                // Once the work is done a caller that goes away no longer undoes it.
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return result;
            }
        }
    }
}
