using System.Data.Common;
using Dapper;
using Gimlet.Contracts;
using Gimlet.Persistence;

namespace Gimlet.GitopsWriter.History;

/// <summary>
/// Numbers the changes of what an environment shows, so that who holds an earlier state is told the difference alone.
/// </summary>
/// <remarks>
/// Time is part of the numbers: tables that were restored or made anew go on behind everything that anyone has seen.
/// </remarks>
internal sealed class EnvironmentVersions(Database database, TimeProvider clock)
{
    // Well below the number of parameters that SQLite takes in one statement.
    private const int BatchSize = 500;

    private const string AdvanceSql = """
        INSERT INTO environments (repository, branch, env, version) VALUES (@Repository, @Branch, @Env, @Now)
        ON CONFLICT (repository, branch, env) DO UPDATE
        SET version = CASE
          WHEN environments.version < excluded.version THEN excluded.version
          ELSE environments.version + 1 END
        RETURNING version
        """;

    /// <summary>
    /// Makes the apps part of a new version, in the transaction that changes them, after it wrote to table
    /// <c>commits</c> and before it writes to table <c>apps</c>: one order for all keeps them from deadlocks.
    /// </summary>
    /// <returns>The new version of each environment.</returns>
    public async Task<IReadOnlyDictionary<EnvironmentKey, long>> AdvanceAsync(
        DbConnection connection, DbTransaction transaction, IEnumerable<(EnvironmentKey Environment, string App)> apps)
    {
        var touch = $"""
            UPDATE apps SET version = @Version
            WHERE repository = @Repository AND branch = @Branch AND env = @Env AND {database.In("app", "Apps")}
            """;
        var versions = new Dictionary<EnvironmentKey, long>();
        var byEnvironment = apps.GroupBy(app => app.Environment, app => app.App);
        foreach (var changed in byEnvironment.OrderBy(group => $"{group.Key}", StringComparer.Ordinal))
        {
            var (repository, branch, env) = changed.Key;
            var key = new { Repository = repository, Branch = branch, Env = env, Now = UnixMicroseconds.Now(clock) };
            var version = await connection.ExecuteScalarAsync<long>(AdvanceSql, key, transaction);
            versions[changed.Key] = version;
            foreach (var batch in changed.Distinct().Chunk(BatchSize))
            {
                await connection.ExecuteAsync(
                    touch,
                    new { Repository = repository, Branch = branch, Env = env, Version = version, Apps = batch },
                    transaction);
            }
        }

        return versions;
    }
}

/// <summary>An environment where it is written to.</summary>
internal sealed record EnvironmentKey(string Repository, string Branch, string Env);
