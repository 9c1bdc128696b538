using Dapper;
using Gimlet.Testing.Databases;

namespace Gimlet.Persistence.Tests;

public abstract class DatabaseTests<TDatabase>(TDatabase test) : IClassFixture<TDatabase>, IAsyncLifetime
    where TDatabase : TestDatabase
{
    // A schema or a file per test.
    private readonly string _name = $"test_{Guid.NewGuid():N}";

    private Database? _database;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private Database Database => _database!;

    public ValueTask InitializeAsync()
    {
        test.Require();
        _database = Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Migrate_Twice_AppliesEachScriptOnce()
    {
        await MigrateAsync(Database);
        await MigrateAsync(Database);

        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM counters"));
    }

    [Fact]
    public async Task Migrate_ReplicasThatStartTogether_ApplyEachScriptOnce()
    {
        // Replicas are separate processes on PostgreSQL alone; SQLite has one.
        var replicas = Database.Dialect == SqlDialect.Postgres ? 5 : 1;

        await Task.WhenAll(Enumerable.Range(0, replicas).Select(_ => Task.Run(async () =>
        {
            await using var replica = Open();
            await MigrateAsync(replica);
        })));

        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM counters"));
    }

    [Fact]
    public async Task Migrate_Identity_Grows()
    {
        await MigrateAsync(Database);

        await ExecuteAsync("INSERT INTO counters (name, count) VALUES ('second', 0)");

        Assert.Equal([1, 2], await ListAsync("SELECT id FROM counters ORDER BY id"));
    }

    [Fact]
    public async Task Write_WorkThatThrows_ChangesNothing()
    {
        await MigrateAsync(Database);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("UPDATE counters SET count = 7", transaction: transaction);
                throw new InvalidOperationException("in the middle");
            },
            Ended));

        Assert.Equal(0, await CountAsync("SELECT count FROM counters"));
    }

    [Fact]
    public async Task Write_ManyAtOnce_LosesNoUpdate()
    {
        await MigrateAsync(Database);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => IncrementAsync(Database)));

        Assert.Equal(50, await CountAsync("SELECT count FROM counters"));
    }

    [Fact]
    public async Task Write_ManyAtOnceOfWhichSomeThrow_KeepsTheOthers()
    {
        await MigrateAsync(Database);

        var writes = Enumerable.Range(0, 60).Select(number => Database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "INSERT INTO counters (name, count) VALUES (@name, @number)",
                    new { name = $"write-{number}", number },
                    transaction);
                return number % 3 == 0 ? throw new InvalidOperationException($"{number}") : number;
            },
            Ended)).ToList();
        await Task.WhenAll(writes.Select(write => ((Task)write).ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.All(writes.Where((_, number) => number % 3 == 0), write => Assert.True(write.IsFaulted));
        Assert.Equal(
            Enumerable.Range(0, 60).Where(number => number % 3 != 0),
            writes.Where(write => !write.IsFaulted).Select(write => write.Result));
        Assert.Equal(40, await CountAsync("SELECT COUNT(*) FROM counters WHERE name LIKE 'write-%'"));
    }

    [Fact]
    public async Task Write_FromTwoInstances_LosesNoUpdate()
    {
        await MigrateAsync(Database);
        await using var second = Open();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => IncrementAsync(i % 2 == 0 ? Database : second)));

        Assert.Equal(40, await CountAsync("SELECT count FROM counters"));
    }

    [Fact]
    public async Task Write_CancelledWhileItWaits_LetsOthersOn()
    {
        await MigrateAsync(Database);
        using var impatient = new CancellationTokenSource();
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.WriteAsync(
            (connection, transaction) =>
                connection.ExecuteAsync("UPDATE counters SET count = 7", transaction: transaction),
            impatient.Token));
        await IncrementAsync(Database);

        Assert.Equal(1, await CountAsync("SELECT count FROM counters"));
    }

    [Fact]
    public async Task Read_WhileAnotherWrites_SeesWhatWasCommitted()
    {
        await MigrateAsync(Database);

        var seen = await Database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("UPDATE counters SET count = 7", transaction: transaction);
                return await CountAsync("SELECT count FROM counters");
            },
            Ended);

        Assert.Equal(0, seen);
        Assert.Equal(7, await CountAsync("SELECT count FROM counters"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task In_AList_FindsEachOfItsValues(int length)
    {
        await MigrateAsync(Database);
        var names = Enumerable.Range(0, length).Select(i => i == 0 ? "first" : $"none{i}").ToList();

        await using var connection = await Database.OpenAsync(Ended);
        var found = await connection.QueryAsync<string>(
            $"SELECT name FROM counters WHERE {Database.In("name", nameof(names))}", new { names });

        Assert.Equal(["first"], found);
    }

    private static Task MigrateAsync(Database database) =>
        new Migrator(database, typeof(DatabaseTests<>).Assembly).MigrateAsync(Ended);

    // Reads, then writes: what a missing lock would lose.
    private static Task IncrementAsync(Database database) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var count = await connection.ExecuteScalarAsync<long>(
                $"SELECT count FROM counters WHERE name = 'first'{database.ForUpdate}", transaction: transaction);
            await connection.ExecuteAsync(
                "UPDATE counters SET count = @count WHERE name = 'first'", new { count = count + 1 }, transaction);
        },
        Ended);

    private Database Open() => Database.Create(test.Options, _name);

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Ended);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private async Task<IEnumerable<long>> ListAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Ended);
        return await connection.QueryAsync<long>(sql);
    }

    private Task ExecuteAsync(string sql) => Database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), Ended);
}

public sealed class SqliteDatabaseTests(SqliteDatabase test) : DatabaseTests<SqliteDatabase>(test);

public sealed class PostgresDatabaseTests(PostgresDatabase test) : DatabaseTests<PostgresDatabase>(test);
