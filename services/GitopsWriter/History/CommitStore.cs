using Dapper;
using Gimlet.Contracts.Gitops;
using Gimlet.Persistence;
using Gimlet.Protos.Gitops;

namespace Gimlet.GitopsWriter.History;

/// <summary>Reads the commits and their status.</summary>
internal sealed class CommitStore([FromKeyedServices(GitopsWriterService.DatabaseName)] Database database)
{
    /// <summary>Newest first; an empty environment or repository stands for all.</summary>
    public async Task<IReadOnlyList<Commit>> ListAsync(
        string env, string repository, int limit, int offset, CancellationToken cancellationToken)
    {
        // Only the conditions that are asked for, so that each shape of the query has its index.
        var sql = $"""
            SELECT sha, status, status_message AS status_desc, created / 1000000 AS created, env, app, repository, branch
            FROM commits
            WHERE 1 = 1
              {(env.Length > 0 ? "AND env = @Env" : "")}
              {(repository.Length > 0 ? "AND repository = @Repository" : "")}
            ORDER BY position DESC LIMIT @Limit OFFSET @Offset
            """;
        var parameters = new { Env = env, Repository = repository, Limit = limit, Offset = offset };
        await using var connection = await database.OpenAsync(cancellationToken);
        var commits = await connection.QueryAsync<Commit>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return commits.AsList();
    }

    /// <summary>The present status of single commits; unknown ones are left out.</summary>
    public async Task<IReadOnlyList<CommitStatusChanged>> ListStatusesAsync(
        IReadOnlyList<string> shas, CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT repository, sha, env, app, status, status_message AS message, status_version,
              status_observed_at AS observed_at
            FROM commits WHERE {database.In("sha", "Shas")}
            """;
        if (shas.Count == 0)
        {
            return [];
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        var statuses = await connection.QueryAsync<CommitStatusChanged>(
            new CommandDefinition(sql, new { Shas = shas.ToArray() }, cancellationToken: cancellationToken));
        return statuses.AsList();
    }
}
