using Dapper;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Persistence;
using Gimlet.Testing.Databases;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class RepositoryLockTests(PostgresDatabase postgres) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lock_OfAReplicaThatDied_IsFree()
    {
        postgres.Require();
        await using var database = Database.Create(postgres.Options, "lock_test");
        await using var held = await new RepositoryLock(database, "host/repository", "main").AcquireAsync(Stop);
        await using var other = await new RepositoryLock(database, "host/other", "main").AcquireAsync(Stop);
        var waiting = new RepositoryLock(database, "host/repository", "main").AcquireAsync(Stop);
        Assert.False(waiting.IsCompleted);

        await using (var connection = await database.OpenAsync(Stop))
        {
            await connection.ExecuteAsync("""
                SELECT pg_terminate_backend(pid) FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
                """);
        }

        await using var taken = await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.NotNull(taken);
    }
}
