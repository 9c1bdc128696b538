using System.Data.Common;
using System.Text;
using Dapper;
using Gimlet.Contracts.Flux;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>Which app has which Kubernetes objects.</summary>
internal static class ObjectIndex
{
    // Well below the number of parameters that SQLite takes in one statement.
    private const int BatchSize = 500;

    // The concatenations keep planners from walking back along the whole branch for an app that has never succeeded,
    // instead of along the app's own commits.
    private const string ForgetSql = """
        DELETE FROM app_objects
        WHERE repository = @Repository AND branch = @Branch AND path = @Path
          AND position < (
            SELECT MAX(position) FROM commits
            WHERE env = @Env AND app = @App AND status = 'ReconciliationSucceeded'
              AND repository || '' = @Repository AND branch || '' = @Branch)
        """;

    private const string FindSql = """
        SELECT DISTINCT repository, branch, path FROM app_objects
        WHERE kind = @Kind AND name = @Name AND namespace IN (@Namespace, '')
        """;

    /// <summary>
    /// Records the objects of one commit in the transaction that inserts it. Objects of earlier commits stay until a
    /// later commit has succeeded: Flux may still fail on them.
    /// </summary>
    public static async Task RecordAsync(
        DbConnection connection, DbTransaction transaction, AppCommit commit, IReadOnlyList<FailingObject> objects)
    {
        await connection.ExecuteAsync(ForgetSql, commit, transaction);
        foreach (var batch in objects.Chunk(BatchSize))
        {
            var (sql, parameters) = Insert(commit, batch);
            await connection.ExecuteAsync(sql, parameters, transaction);
        }
    }

    /// <summary>The apps that have an object.</summary>
    public static async Task<IReadOnlyList<CommitScope>> FindAsync(
        DbConnection connection, FailingObject subject, string env)
    {
        var rows = await connection.QueryAsync<(string Repository, string Branch, string Path)>(FindSql, subject);
        return [.. rows.Select(row => new CommitScope(row.Repository, row.Branch, row.Path, env))];
    }

    private static (string Sql, DynamicParameters Parameters) Insert(AppCommit commit, FailingObject[] objects)
    {
        var sql = new StringBuilder(
            "INSERT INTO app_objects (repository, branch, path, kind, namespace, name, position)");
        var parameters = new DynamicParameters(commit);
        for (var i = 0; i < objects.Length; i++)
        {
            sql.Append(i == 0 ? " VALUES " : ", ")
                .Append(FormattableString.Invariant($"(@Repository, @Branch, @Path, @k{i}, @s{i}, @n{i}, @Position)"));
            parameters.Add($"k{i}", objects[i].Kind);
            parameters.Add($"s{i}", objects[i].Namespace);
            parameters.Add($"n{i}", objects[i].Name);
        }

        sql.Append(" ON CONFLICT (repository, branch, path, kind, namespace, name)")
            .Append(" DO UPDATE SET position = excluded.position");
        return (sql.ToString(), parameters);
    }
}

/// <summary>The commit of an app, as table <c>commits</c> has it.</summary>
internal sealed record AppCommit(string Repository, string Branch, string Env, string App, string Path, long Position);
