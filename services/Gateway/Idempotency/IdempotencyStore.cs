using Dapper;
using Gimlet.Contracts;
using Gimlet.Persistence;

namespace Gimlet.Gateway.Idempotency;

internal sealed class IdempotencyStore(
    [FromKeyedServices(GatewayService.DatabaseName)] Database database, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>What is known of a key, which is taken for this request if nothing is.</summary>
    public Task<Reservation> ReserveAsync(
        string login, string key, string fingerprint, CancellationToken cancellationToken)
    {
        const string Expire = "DELETE FROM idempotency_keys WHERE created < @Expired";
        const string Reserve = """
            INSERT INTO idempotency_keys
                (login, idempotency_key, fingerprint, operation_id, created, status, sealed_answer)
            VALUES (@Login, @Key, @Fingerprint, @OperationId, @Now, 0, '')
            ON CONFLICT (login, idempotency_key) DO NOTHING
            """;
        const string Select = """
            SELECT fingerprint, operation_id, status, sealed_answer
            FROM idempotency_keys WHERE login = @Login AND idempotency_key = @Key
            """;
        var now = clock.GetUtcNow();
        var row = new
        {
            Login = login,
            Key = key,
            Fingerprint = fingerprint,
            OperationId = Guid.NewGuid().ToString(),
            Now = UnixMicroseconds.From(now),
            Expired = UnixMicroseconds.From(now - Kept),
        };
        return database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(Command(Expire));
                await connection.ExecuteAsync(Command(Reserve));
                return await connection.QuerySingleAsync<Reservation>(Command(Select));

                CommandDefinition Command(string sql) =>
                    new(sql, row, transaction, cancellationToken: cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Keeps the answer. Of two that came at the same time the first stays, unless it was an error.</summary>
    public Task RecordAsync(
        string login,
        string key,
        string operationId,
        int status,
        string sealedAnswer,
        CancellationToken cancellationToken)
    {
        const string Record = """
            UPDATE idempotency_keys SET status = @status, sealed_answer = @sealedAnswer
            WHERE login = @login AND idempotency_key = @key AND operation_id = @operationId
                AND (status = 0 OR status >= 400)
            """;
        return database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
                Record,
                new { login, key, operationId, status, sealedAnswer },
                transaction,
                cancellationToken: cancellationToken)),
            cancellationToken);
    }
}
