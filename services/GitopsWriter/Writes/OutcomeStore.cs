using Dapper;
using Gimlet.Persistence;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>How writes ended, over all repositories.</summary>
internal sealed class OutcomeStore([FromKeyedServices(GitopsWriterService.DatabaseName)] Database database)
{
    /// <summary>Those of the results that have ended, by their id.</summary>
    public async Task<Dictionary<string, Outcome>> FindAsync(
        IReadOnlyList<string> resultIds, CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT result_id, repository, branch, sha, pushed_at, 0 AS unchanged, '' AS reason
            FROM commits WHERE {database.In("result_id", "ResultIds")}
            UNION ALL
            SELECT result_id, repository, branch, sha, created, 1, reason
            FROM outcomes WHERE {database.In("result_id", "ResultIds")}
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<OutcomeRow>(new CommandDefinition(
            sql, new { ResultIds = resultIds.ToArray() }, cancellationToken: cancellationToken));
        var outcomes = new Dictionary<string, Outcome>(StringComparer.Ordinal);
        foreach (var row in rows.OrderBy(row => row.Unchanged))
        {
            // The commit comes first and counts: it is on the branch, whatever else was decided about its result.
            outcomes.TryAdd(row.ResultId, row.ToOutcome());
        }

        return outcomes;
    }

    private sealed record OutcomeRow
    {
        public string ResultId { get; init; } = "";

        public string Repository { get; init; } = "";

        public string Branch { get; init; } = "";

        public string Sha { get; init; } = "";

        public long PushedAt { get; init; }

        public long Unchanged { get; init; }

        public string Reason { get; init; } = "";

        public Outcome ToOutcome() => new()
        {
            Repository = Repository,
            Branch = Branch,
            Sha = Sha,
            PushedAt = PushedAt,
            Unchanged = Unchanged != 0 && Reason.Length == 0,
            Reason = Reason,
            IsOld = true,
        };
    }
}
