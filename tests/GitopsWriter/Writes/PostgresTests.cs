using Gimlet.Persistence;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>The same over PostgreSQL.</summary>
public sealed class PostgresTests : RemoteSuite
{
    private readonly PostgresDatabase _database = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected override Task<RemoteRepository> CreateRemoteAsync()
    {
        _database.Require();
        return Task.FromResult<RemoteRepository>(new FileRemote());
    }

    protected override async Task<DatabaseOptions?> CreateDatabaseAsync()
    {
        await _database.InitializeAsync();
        return _database.Options;
    }
}
