using Gimlet.Persistence;
using Xunit;

namespace Gimlet.Testing.Databases;

/// <summary>An empty database of a test class's own, gone when the class is done.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    /// <summary>The settings that make a service use it.</summary>
    public abstract DatabaseOptions Options { get; }

    /// <summary>The same as command line arguments.</summary>
    public IEnumerable<string> Arguments =>
        [$"--DATABASE_DRIVER={Options.Driver}", $"--DATABASE_CONFIG={Options.Config}"];

    /// <summary>Skips the test, or fails it in CI, when the server behind it is missing.</summary>
    public abstract void Require();

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();
}
