using Gimlet.Persistence;
using Gimlet.Testing.Servers;

namespace Gimlet.Testing.Databases;

/// <summary>A database on the server that <c>TEST_POSTGRES</c> names, made for a class and dropped after it.</summary>
public sealed class PostgresDatabase : TestDatabase
{
    private readonly string? _server = Environment.GetEnvironmentVariable("TEST_POSTGRES");
    private readonly string _name = $"gimlet_test_{Guid.NewGuid():N}";

    public override DatabaseOptions Options => new() { Driver = "postgres", Config = AddressOf(_name) };

    public override void Require() => Requires.That(
        _server is not null, "TEST_POSTGRES is not set: a postgres:// address whose user may create databases");

    public override async ValueTask InitializeAsync()
    {
        if (_server is not null)
        {
            await ExecuteAsync($"CREATE DATABASE {_name}");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)");
        }
    }

    private string AddressOf(string database) =>
        new UriBuilder(_server ?? throw new InvalidOperationException("TEST_POSTGRES is not set.")) { Path = database }
            .Uri.ToString();

    // The service's own way to read an address; the schema of the connection plays no part here.
    private async Task ExecuteAsync(string sql)
    {
        var options = new DatabaseOptions { Driver = "postgres", Config = _server! };
        await using var database = Database.Create(options, "public");
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
