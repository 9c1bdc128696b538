using Dapper;
using Gimlet.Contracts.Gitops;
using Gimlet.Persistence;
using Gimlet.Protos.Gitops;

namespace Gimlet.GitopsWriter.History;

/// <summary>Reads the commits and their status.</summary>
internal sealed class CommitStore([FromKeyedServices(GitopsWriterService.DatabaseName)] Database database)
{
    /// <summary>Newest first.</summary>
    /// <exception cref="PageTokenException">The filter's token is none of this list's.</exception>
    public async Task<Page<Commit>> ListAsync(CommitFilter filter, CancellationToken cancellationToken)
    {
        // Only the conditions that are asked for, so that each shape of the query has its index. Positions tell the
        // order within a repository; commits of several are ordered by time, within a second as they were asked for.
        var isOfOne = filter.Env.Length > 0 || filter.Repository.Length > 0;
        var behind = isOfOne ? "AND position < @Position" : "AND (created, sequence) < (@Created, @Sequence)";
        var sql = $"""
            SELECT sha, status, status_message AS status_desc, created / 1000000 AS created,
              env, app, repository, branch
            FROM commits
            WHERE 1 = 1
              {(filter.Env.Length > 0 ? "AND env = @Env" : "")}
              {(filter.Repository.Length > 0 ? "AND repository = @Repository" : "")}
              {(filter.PageToken.Length > 0 ? behind : "")}
            ORDER BY {(isOfOne ? "position DESC" : "commits.created DESC, sequence DESC")}
            LIMIT @Limit + 1 OFFSET @Offset
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new DynamicParameters(filter);
        if (filter.PageToken.Length > 0)
        {
            parameters.AddDynamicParams(await CommitPlace.FindAsync(
                connection, filter.PageToken, filter.Env, cancellationToken));
        }

        var commits = await connection.QueryAsync<Commit>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return Page<Commit>.Of(commits.AsList(), filter.Limit, commit => commit.Sha);
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

/// <summary>Which commits to list; empty text does not restrict.</summary>
internal sealed record CommitFilter
{
    public string Env { get; init; } = "";

    public string Repository { get; init; } = "";

    public required int Limit { get; init; }

    public int Offset { get; init; }

    public string PageToken { get; init; } = "";
}
