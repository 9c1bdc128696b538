using System.Data.Common;
using Dapper;

namespace Gimlet.GitopsWriter.History;

/// <summary>Where a commit stands in lists.</summary>
internal sealed record CommitPlace
{
    public required long Position { get; init; }

    /// <summary>Unix microseconds.</summary>
    public required long Created { get; init; }

    public required long Sequence { get; init; }

    /// <summary>Of the commit that a page ended with; an empty environment stands for any.</summary>
    /// <exception cref="PageTokenException">There is no such commit in the environment.</exception>
    public static async Task<CommitPlace> FindAsync(
        DbConnection connection, string pageToken, string env, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT position, created, sequence FROM commits WHERE sha = @Sha AND (@Env = '' OR env = @Env) LIMIT 1
            """;
        var parameters = new { Sha = PageToken.Parse(pageToken), Env = env };
        return await connection.QuerySingleOrDefaultAsync<CommitPlace>(
            new CommandDefinition(Sql, parameters, cancellationToken: cancellationToken))
            ?? throw new PageTokenException();
    }
}
