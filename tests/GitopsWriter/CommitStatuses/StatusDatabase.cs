using Gimlet.GitopsWriter.CommitStatuses;
using Gimlet.Persistence;
using Gimlet.Testing.Servers;

namespace Gimlet.GitopsWriter.Tests.CommitStatuses;

/// <summary>One migrated database for all tests of a class; each test has a repository of its own in it.</summary>
public abstract class StatusDatabase : IAsyncLifetime
{
    // Not a private folder of this user's: PostgreSQL may run as another.
    private readonly string _folder =
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"gimlet-statuses-{Guid.NewGuid():N}")).FullName;

    public Database? Database { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (await StartAsync(_folder) is { } options)
        {
            Database = Database.Create(options, "gitops");
            await new Migrator(Database, typeof(StatusJudge).Assembly).MigrateAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        await StopAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected abstract Task<DatabaseOptions?> StartAsync(string folder);

    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;
}

public sealed class SqliteStatuses : StatusDatabase
{
    protected override Task<DatabaseOptions?> StartAsync(string folder) =>
        Task.FromResult<DatabaseOptions?>(new DatabaseOptions { DataPath = folder });
}

public sealed class PostgresStatuses : StatusDatabase
{
    private PostgresServer? _server;

    protected override async Task<DatabaseOptions?> StartAsync(string folder)
    {
        if (!PostgresServer.Installed)
        {
            return null;
        }

        _server = new PostgresServer(Path.Combine(folder, "postgres"));
        await _server.StartAsync(CancellationToken.None);
        return new DatabaseOptions { Driver = "postgres", Config = _server.Address };
    }

    protected override ValueTask StopAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
