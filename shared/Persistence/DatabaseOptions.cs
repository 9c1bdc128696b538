using Microsoft.Extensions.Configuration;

namespace Gimlet.Persistence;

/// <summary>Where the services of a process keep their tables.</summary>
public sealed record DatabaseOptions
{
    /// <summary><c>sqlite</c> (default) or <c>postgres</c>.</summary>
    [ConfigurationKeyName("DATABASE_DRIVER")]
    public string Driver { get; init; } = "sqlite";

    /// <summary>
    /// For PostgreSQL a connection string or a <c>postgres://</c> address; for SQLite the folder of the database
    /// files, <see cref="DataPath"/> when empty.
    /// </summary>
    [ConfigurationKeyName("DATABASE_CONFIG")]
    public string Config { get; init; } = "";

    /// <summary>Folder of everything that a process keeps on disk.</summary>
    [ConfigurationKeyName("DATA_PATH")]
    public string DataPath { get; init; } = "data";

    /// <summary>What is wrong with these settings, each by its name; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        if (Driver is not ("sqlite" or "postgres"))
        {
            yield return $"DATABASE_DRIVER is '{Driver}'; it must be sqlite or postgres";
        }

        if (Driver == "postgres")
        {
            var error = PostgresConnectionString.TryBuild(Config, "gimlet", out _);
            if (error is not null)
            {
                yield return $"DATABASE_CONFIG {error}";
            }
        }
    }
}
