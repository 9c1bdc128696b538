using Dapper;
using Gimlet.Persistence;
using Gimlet.Policy.Results;
using Gimlet.Testing.Databases;

namespace Gimlet.Policy.Tests.Results;

public sealed class CommitStatusStoreTests(SqliteDatabase sqlite) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Status_OfACommit_FindsItsRequestsByAnIndex()
    {
        await using var database = Database.Create(sqlite.Options, "policy");
        var migrator = new Migrator(database, typeof(PolicyService).Assembly);
        await migrator.MigrateAsync(TestContext.Current.CancellationToken);
        await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);

        var steps = await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
            $"EXPLAIN QUERY PLAN {CommitStatusStore.RequestsSql}", new { Sha = "", Env = "", App = "" });

        Assert.Contains(
            steps,
            step => step.Detail.Contains("results_commit (hash=? AND env=? AND app=?)", StringComparison.Ordinal));
    }
}
