using Gimlet.Persistence;
using Microsoft.Data.Sqlite;

namespace Gimlet.Testing.Databases;

/// <summary>SQLite files in a temporary folder.</summary>
public sealed class SqliteDatabase : TestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gimlet-test-").FullName;

    public override DatabaseOptions Options => new() { Driver = "sqlite", Config = _folder };

    public override void Require()
    {
    }

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        // Pooled connections keep the files open.
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
