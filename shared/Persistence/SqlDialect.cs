namespace Gimlet.Persistence;

/// <summary>The databases that Gimlet's SQL is portable between.</summary>
public enum SqlDialect
{
    /// <summary>A file per service, for one process.</summary>
    Sqlite,

    /// <summary>A schema per service, for any number of processes.</summary>
    Postgres,
}
