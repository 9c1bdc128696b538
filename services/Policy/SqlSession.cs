using System.Data.Common;
using Dapper;
using Gimlet.Persistence;

namespace Gimlet.Policy;

/// <summary>SQL on one connection, so that no statement forgets its transaction or its cancellation.</summary>
internal sealed class SqlSession(
    DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
{
    public Task<int> ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(Command(sql, parameters));

    public Task<T?> ScalarAsync<T>(string sql, object parameters) =>
        connection.ExecuteScalarAsync<T>(Command(sql, parameters));

    public Task<T?> FindAsync<T>(string sql, object parameters)
        where T : class =>
        connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object parameters) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    private CommandDefinition Command(string sql, object parameters) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}

internal static class SqlSessionExtensions
{
    /// <inheritdoc cref="Database.WriteAsync{T}"/>
    public static Task<T> WriteAsync<T>(
        this Database database, Func<SqlSession, Task<T>> work, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => work(new SqlSession(connection, transaction, cancellationToken)),
            cancellationToken);

    /// <summary>Reads outside a transaction, beside whoever writes.</summary>
    public static async Task<T> ReadAsync<T>(
        this Database database, Func<SqlSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await work(new SqlSession(connection, transaction: null, cancellationToken));
    }
}
