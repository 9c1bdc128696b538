namespace Gimlet.Testing.Installations;

/// <summary>The two ways to run Gimlet.</summary>
public enum GimletForm
{
    /// <summary>One process, in-memory bus, SQLite.</summary>
    Standalone,

    /// <summary>Five processes over RabbitMQ and PostgreSQL.</summary>
    Distributed,
}
