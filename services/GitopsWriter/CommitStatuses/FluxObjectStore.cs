using System.Data.Common;
using System.Text.Json;
using Dapper;
using Gimlet.Contracts;
using Gimlet.Contracts.Flux;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>Remembers Flux objects: they report one by one, and several Kustomizations share a repository.</summary>
internal static class FluxObjectStore
{
    private const string Key =
        "kind = @Kind AND namespace = @Namespace AND name = @Name AND source = @Source AND env = @Env";

    private const string Columns = "observation, position, seen_at";

    // Late observations do not replace newer ones.
    private const string SaveSql = """
        INSERT INTO flux_objects (kind, namespace, name, source, env, repository, branch, path, revision, position,
          observation, observed_at, seen_at)
        VALUES (@Kind, @Namespace, @Name, @Source, @Env, @Repository, @Branch, @Path, @Revision, @Position,
          @Observation, @ObservedAt, @SeenAt)
        ON CONFLICT (kind, namespace, name, source, env) DO UPDATE SET
          repository = excluded.repository, branch = excluded.branch, path = excluded.path,
          revision = excluded.revision, observation = excluded.observation,
          position = CASE
            WHEN excluded.revision = '' AND excluded.repository = flux_objects.repository THEN flux_objects.position
            ELSE excluded.position END,
          observed_at = excluded.observed_at, seen_at = excluded.seen_at
        WHERE excluded.observed_at >= flux_objects.observed_at
        """;

    private const string LastPositionSql = """
        SELECT MAX(position) FROM flux_objects
        WHERE repository = @Repository AND branch = @Branch AND position > 0
        """;

    // A webhook of one cluster may name an object that has a namesake in the cluster that is watched.
    private const string FindScopesSql = """
        SELECT repository, branch, path FROM flux_objects f
        WHERE kind = @Kind AND namespace = @Namespace AND name = @Name AND source <> 'webhook' AND seen_at >= @seenSince
          AND (@Env = '' OR EXISTS (
            SELECT 1 FROM commits c
            WHERE c.env = @Env AND c.repository = f.repository AND c.branch = f.branch
              AND (COALESCE(f.path, '') = '' OR c.path = f.path
                OR substr(c.path, 1, length(f.path) + 1) = f.path || '/')))
        """;

    // Either the state was about commits that nobody had recorded yet, or it is about whatever there is.
    private const string FindUnappliedSql = $"""
        SELECT {Columns} FROM flux_objects f
        WHERE (repository = @repository AND branch = @branch AND revision = '')
          OR (repository IN (@repository, '') AND EXISTS (
            SELECT 1 FROM commits c
            WHERE c.sha = f.revision AND c.repository = @repository AND c.branch = @branch AND c.position > f.position))
        """;

    public static async Task<KnownObject?> FindAsync(DbConnection connection, RevisionObserved observation)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            $"SELECT {Columns} FROM flux_objects WHERE {Key}", KeyOf(observation));
        return row?.Read();
    }

    /// <summary>False when a newer observation of the object is known already.</summary>
    public static async Task<bool> SaveAsync(
        DbConnection connection,
        DbTransaction transaction,
        RevisionObserved observation,
        CommitScope? scope,
        long position,
        long seenAt)
    {
        var rows = await connection.ExecuteAsync(
            SaveSql,
            new
            {
                observation.Kind,
                observation.Namespace,
                observation.Name,
                observation.Source,
                Env = observation.Env ?? "",
                Repository = scope?.Repository ?? "",
                Branch = scope?.Branch ?? "",
                observation.Path,
                Revision = observation.Revision ?? "",
                Position = position,
                Observation = JsonSerializer.Serialize(observation, ContractJson.Options),
                observation.ObservedAt,
                SeenAt = seenAt,
            },
            transaction);
        return rows > 0;
    }

    public static Task TouchAsync(
        DbConnection connection, DbTransaction transaction, RevisionObserved observation, long seenAt)
    {
        var parameters = new DynamicParameters(KeyOf(observation));
        parameters.Add("SeenAt", seenAt);
        return connection.ExecuteAsync(
            $"""
            UPDATE flux_objects SET seen_at = @SeenAt, observed_at = @ObservedAt
            WHERE {Key} AND observed_at <= @ObservedAt
            """,
            parameters,
            transaction);
    }

    /// <summary>False when it was seen again since it was deleted.</summary>
    public static async Task<bool> ForgetAsync(
        DbConnection connection, DbTransaction transaction, RevisionObserved observation)
    {
        var rows = await connection.ExecuteAsync(
            $"DELETE FROM flux_objects WHERE {Key} AND observed_at <= @ObservedAt", KeyOf(observation), transaction);
        return rows > 0;
    }

    /// <summary>The greatest position that any object of the repository was seen to contain.</summary>
    public static Task<long?> FindLastPositionAsync(DbConnection connection, CommitScope scope) =>
        connection.ExecuteScalarAsync<long?>(LastPositionSql, scope);

    /// <summary>What is known from Kubernetes about an object that a webhook names.</summary>
    public static async Task<IReadOnlyList<CommitScope>> FindScopesAsync(
        DbConnection connection, RevisionObserved observation, long seenSince)
    {
        var env = observation.Env ?? "";
        var rows = await connection.QueryAsync<(string Repository, string Branch, string? Path)>(
            FindScopesSql,
            new { observation.Kind, observation.Namespace, observation.Name, Env = env, seenSince });
        return [.. rows.Select(row => new CommitScope(row.Repository, row.Branch, row.Path, env))];
    }

    public static async Task<IReadOnlyList<RevisionObserved>> FindUnappliedAsync(
        DbConnection connection, string repository, string branch)
    {
        var rows = await connection.QueryAsync<Row>(FindUnappliedSql, new { repository, branch });
        return [.. rows.Select(row => row.Read().Observation)];
    }

    private static object KeyOf(RevisionObserved observation) => new
    {
        observation.Kind,
        observation.Namespace,
        observation.Name,
        observation.Source,
        Env = observation.Env ?? "",
        observation.ObservedAt,
    };

    private sealed record Row
    {
        public required string Observation { get; init; }

        public required long Position { get; init; }

        public required long SeenAt { get; init; }

        public KnownObject Read() => new(
            JsonSerializer.Deserialize<RevisionObserved>(Observation, ContractJson.Options)!,
            Position,
            SeenAt);
    }
}
