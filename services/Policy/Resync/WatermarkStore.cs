using Gimlet.Persistence;

namespace Gimlet.Policy.Resync;

/// <summary>How far each resync came, in unix microseconds.</summary>
internal sealed class WatermarkStore([FromKeyedServices(PolicyService.DatabaseName)] Database database)
{
    /// <summary>0 when the resync never ran.</summary>
    public Task<long> FindAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.ScalarAsync<long>("SELECT value FROM watermarks WHERE name = @name", new { name }),
            cancellationToken);

    /// <summary>Moves forwards only: another replica may have come further.</summary>
    public Task RaiseAsync(string name, long value, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO watermarks (name, value) VALUES (@name, @value)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE excluded.value > watermarks.value
                """,
                new { name, value }),
            cancellationToken);
}
