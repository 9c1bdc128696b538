using Gimlet.Contracts;
using Gimlet.Gateway.Idempotency;
using Gimlet.Gateway.Users;
using Gimlet.Persistence;
using Gimlet.Testing.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Tests;

/// <summary>What only a database that several replicas share can show.</summary>
public sealed class PostgresTests(PostgresDatabase test) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private Database? _database;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private UserStore Users => new(_database!);

    public async ValueTask InitializeAsync()
    {
        test.Require();
        _database = Database.Create(test.Options, $"gateway_{Guid.NewGuid():N}");
        await new Migrator(_database, typeof(GatewayService).Assembly).MigrateAsync(Ended);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replicas_ThatStartTogether_PrintTheOneTokenThatHolds(bool print)
    {
        var outputs = Enumerable.Range(0, 8).Select(_ => new StringWriter()).ToList();
        var replicas = outputs.ConvertAll(output => new AdminAccount(
            Users,
            Options.Create(new AdminOptions { Print = print }),
            output,
            TimeProvider.System,
            NullLogger<AdminAccount>.Instance));

        await Task.WhenAll(replicas.Select(replica => Task.Run(() => replica.StartAsync(Ended))));

        var printed = Assert.Single(outputs, output => output.ToString().Length > 0).ToString();
        var user = await Users.FindByTokenAsync(AccessToken.Hash(printed.Split(": ")[1].Trim()), Ended);
        Assert.Equivalent(new { Login = "admin", Admin = true, Expires = (long?)null }, user);
    }

    [Fact]
    public async Task Delete_TwoAdminsDeleteEachOther_OneIsLeft()
    {
        for (var round = 0; round < 20; round++)
        {
            await Users.TryInsertAsync(Admin("a"), $"a{round}", Ended);
            await Users.TryInsertAsync(Admin("b"), $"b{round}", Ended);

            var deletions = await Task.WhenAll(
                Users.DeleteAsync("a", now: 0, Ended), Users.DeleteAsync("b", now: 0, Ended));

            Assert.Equal([Deletion.Done, Deletion.LastAdmin], deletions.Order());
            Assert.Single(await Users.ListAsync(Ended));
        }
    }

    [Fact]
    public async Task Insert_UserWithExpiry_IsFoundAsItWas()
    {
        var user = new User { Login = "jane", Admin = false, Created = 1, Expires = 2 };

        var inserted = await Users.TryInsertAsync(user, "hash", Ended);
        var again = await Users.TryInsertAsync(user, "other", Ended);

        Assert.Equal((true, false), (inserted, again));
        Assert.Equal(user, await Users.FindByTokenAsync("hash", Ended));
        Assert.Equal(user, await Users.FindAsync("jane", Ended));
        Assert.Null(await Users.FindByTokenAsync("other", Ended));
    }

    [Fact]
    public async Task Reserve_ManyAtOnce_IsOneOperation()
    {
        var store = new IdempotencyStore(_database!, TimeProvider.System);

        var reservations = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => store.ReserveAsync("jane", "k1", "fingerprint", Ended)));
        var operation = Assert.Single(reservations.Select(reservation => reservation.OperationId).Distinct());
        await store.RecordAsync("jane", "k1", operation, 409, "error", Ended);
        await store.RecordAsync("jane", "k1", operation, 201, "done", Ended);
        await store.RecordAsync("jane", "k1", operation, 201, "late", Ended);

        var kept = await store.ReserveAsync("jane", "k1", "fingerprint", Ended);
        Assert.Equal((201, "done"), (kept.Status, kept.SealedAnswer));
    }

    private static User Admin(string login) =>
        new() { Login = login, Admin = true, Created = UnixMicroseconds.Now(TimeProvider.System) };
}
