using System.Runtime.CompilerServices;
using Dapper;
using Gimlet.Persistence;
using Gimlet.Protos.Gitops;

namespace Gimlet.GitopsWriter.History;

/// <summary>Reads what the apps of an environment are at now.</summary>
internal sealed class StatusStore([FromKeyedServices(GitopsWriterService.DatabaseName)] Database database)
{
    private const string SelectSql = $"""
        SELECT a.app, a.env, {ReleaseRow.CommitColumns}
        FROM apps a LEFT JOIN commits c ON c.position = a.position
        WHERE a.repository = @Repository AND a.branch = @Branch AND a.env = @Env
        """;

    /// <summary>The version of what the environment shows; 0 before there was anything.</summary>
    public async Task<long> FindVersionAsync(EnvironmentKey environment, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT version FROM environments WHERE repository = @Repository AND branch = @Branch AND env = @Env
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(Sql, environment, cancellationToken: cancellationToken));
    }

    /// <summary>What one app is at; null when it is not in the repository.</summary>
    public async Task<Release?> FindAsync(EnvironmentKey environment, string app, CancellationToken cancellationToken)
    {
        var parameters = new { environment.Repository, environment.Branch, environment.Env, App = app };
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ReleaseRow>(new CommandDefinition(
            $"{SelectSql} AND a.app = @App", parameters, cancellationToken: cancellationToken));
        return row is { IsThere: true } ? row.ToRelease() : null;
    }

    /// <summary>What each app is at, also those that are gone; with a version, only what changed after it.</summary>
    public async IAsyncEnumerable<ReleaseRow> ReadAsync(
        EnvironmentKey environment, long? changedAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = changedAfter is null ? SelectSql : $"{SelectSql} AND a.version > @Version";
        var parameters = new
        {
            environment.Repository, environment.Branch, environment.Env, Version = changedAfter ?? 0,
        };
        await using var connection = await database.OpenAsync(cancellationToken);

        // Dapper's unbuffered query cancels its command at the end, for which PostgreSQL takes a connection of its own.
        await using var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        var parse = reader.GetRowParser<ReleaseRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return parse(reader);
        }
    }
}
