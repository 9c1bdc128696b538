using Dapper;
using Gimlet.Persistence;
using Gimlet.Protos.Gitops;

namespace Gimlet.GitopsWriter.History;

/// <summary>Reads which releases there were.</summary>
internal sealed class ReleaseStore([FromKeyedServices(GitopsWriterService.DatabaseName)] Database database)
{
    /// <summary>Newest first. Rollbacks and deletions are no releases; what they took back is marked.</summary>
    /// <exception cref="PageTokenException">The filter's token is none of this environment's.</exception>
    public async Task<Page<Release>> ListAsync(ReleaseFilter filter, CancellationToken cancellationToken)
    {
        // Only the conditions that are asked for, so that each shape of the query has its index; and the page is found
        // in that index alone, so that what is skipped is never read. Time follows the position but for the clocks of
        // replicas, so within bounds of time it is the order that has an index.
        var byTime = filter.Since > 0 || filter.Until > 0;
        var order = byTime ? "created DESC, position DESC" : "position DESC";
        var behind = byTime ? "AND (created, position) < (@Created, @Position)" : "AND position < @Position";
        var sql = $"""
            SELECT c.app, c.env, {ReleaseRow.CommitColumns} FROM commits c JOIN (
              SELECT position FROM commits
              WHERE env = @Env AND kind = 'release'
                {(filter.App.Length > 0 ? "AND app = @App" : "")}
                {(filter.SourceRepository.Length > 0 ? "AND source_repository = @SourceRepository" : "")}
                {(filter.Since > 0 ? "AND created >= @Since" : "")}
                {(filter.Until > 0 ? "AND created <= @Until" : "")}
                {(filter.PageToken.Length > 0 ? behind : "")}
              ORDER BY {order} LIMIT @Limit + 1 OFFSET @Offset) page ON page.position = c.position
            ORDER BY {order.Replace("position", "c.position", StringComparison.Ordinal)}
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new DynamicParameters(filter);
        if (filter.PageToken.Length > 0)
        {
            parameters.AddDynamicParams(await CommitPlace.FindAsync(
                connection, filter.PageToken, filter.Env, cancellationToken));
        }

        var rows = await connection.QueryAsync<ReleaseRow>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return Page<Release>.Of([.. rows.Select(row => row.ToRelease())], filter.Limit, release => release.GitopsRef);
    }
}

/// <summary>Which releases to list; empty text and 0 do not restrict. Times are unix microseconds, inclusive.</summary>
internal sealed record ReleaseFilter
{
    public required string Env { get; init; }

    public string App { get; init; } = "";

    public string SourceRepository { get; init; } = "";

    public long Since { get; init; }

    public long Until { get; init; }

    public int Limit { get; init; }

    public int Offset { get; init; }

    public string PageToken { get; init; } = "";
}
