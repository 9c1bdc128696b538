using System.Data.Common;
using Dapper;
using Gimlet.Persistence;

namespace Gimlet.Gateway.Users;

internal sealed class UserStore([FromKeyedServices(GatewayService.DatabaseName)] Database database)
{
    private const string Select = "SELECT login, admin != 0 AS admin, created, expires FROM users";

    private const string Insert = """
        INSERT INTO users (login, admin, token_hash, token_created, created, expires)
        VALUES (@Login, @Admin, @TokenHash, @Created, @Created, @Expires)
        """;

    public async Task<User?> FindByTokenAsync(string tokenHash, CancellationToken cancellationToken) =>
        (await QueryAsync("WHERE token_hash = @tokenHash", new { tokenHash }, cancellationToken)).SingleOrDefault();

    public async Task<User?> FindAsync(string login, CancellationToken cancellationToken) =>
        (await QueryAsync("WHERE login = @login", new { login }, cancellationToken)).SingleOrDefault();

    public Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken) =>
        QueryAsync("ORDER BY login", new { }, cancellationToken);

    /// <summary>False when the login is taken.</summary>
    public Task<bool> TryInsertAsync(User user, string tokenHash, CancellationToken cancellationToken) =>
        ExecuteAsync($"{Insert} ON CONFLICT (login) DO NOTHING", Row(user, tokenHash), cancellationToken);

    /// <summary>True when there was no user at all; of replicas that start together one makes it.</summary>
    public Task<bool> TryInsertFirstAsync(User user, string tokenHash, CancellationToken cancellationToken) =>
        ExecuteAsync(
            """
            INSERT INTO users (login, admin, token_hash, token_created, created, expires)
            SELECT @Login, @Admin, @TokenHash, @Created, @Created, @Expires
            WHERE NOT EXISTS (SELECT 1 FROM users)
            ON CONFLICT (login) DO NOTHING
            """,
            Row(user, tokenHash),
            cancellationToken);

    /// <summary>Makes the user, or gives it this token unless it was given one after a time.</summary>
    public Task<bool> TryReplaceAsync(
        User user, string tokenHash, long unlessAfter, CancellationToken cancellationToken) =>
        ExecuteAsync(
            $"""
            {Insert}
            ON CONFLICT (login) DO UPDATE
            SET admin = excluded.admin, token_hash = excluded.token_hash, token_created = excluded.token_created,
                expires = excluded.expires
            WHERE users.token_created <= @UnlessAfter
            """,
            Row(user, tokenHash, unlessAfter),
            cancellationToken);

    /// <summary>Deletes a user, with what was kept for its idempotency keys, unless no admin would be left.</summary>
    public Task<Deletion> DeleteAsync(string login, long now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                // The admins are locked, so that two of them cannot delete each other at the same time.
                var admins = (await connection.QueryAsync<string>(Command(
                    "SELECT login FROM users WHERE admin != 0 AND (expires IS NULL OR expires > @now) ORDER BY login"
                        + database.ForUpdate,
                    new { now },
                    transaction,
                    cancellationToken))).ToList();
                if (admins is [var last] && last == login)
                {
                    return Deletion.LastAdmin;
                }

                var deleted = await connection.ExecuteAsync(Command(
                    "DELETE FROM users WHERE login = @login", new { login }, transaction, cancellationToken));
                await connection.ExecuteAsync(Command(
                    "DELETE FROM idempotency_keys WHERE login = @login",
                    new { login },
                    transaction,
                    cancellationToken));
                return deleted == 1 ? Deletion.Done : Deletion.Unknown;
            },
            cancellationToken);

    private static object Row(User user, string tokenHash, long unlessAfter = 0) => new
    {
        user.Login,
        Admin = user.Admin ? 1L : 0L,
        TokenHash = tokenHash,
        user.Created,
        user.Expires,
        UnlessAfter = unlessAfter,
    };

    private static CommandDefinition Command(
        string sql, object parameters, DbTransaction? transaction, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);

    private async Task<IReadOnlyList<User>> QueryAsync(
        string clause, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var users = await connection.QueryAsync<User>(
            Command($"{Select} {clause}", parameters, transaction: null, cancellationToken));
        return [.. users];
    }

    private Task<bool> ExecuteAsync(string sql, object row, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
                await connection.ExecuteAsync(Command(sql, row, transaction, cancellationToken)) == 1,
            cancellationToken);
}
