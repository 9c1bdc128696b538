using System.Text.Json;
using Dapper;
using Gimlet.Contracts;
using Gimlet.Contracts.Artifacts;
using Gimlet.Persistence;

namespace Gimlet.Artifacts.Artifacts;

internal sealed class ArtifactStore([FromKeyedServices(ArtifactService.DatabaseName)] Database database)
{
    /// <summary>False when the id is taken: what is stored stays as it is.</summary>
    public Task<bool> TryInsertAsync(Artifact artifact, CancellationToken cancellationToken)
    {
        const string Insert = """
            INSERT INTO artifacts (id, created, repository, branch, source_branch, sha, event, document)
            VALUES (@Id, @Created, @RepositoryName, @Branch, @SourceBranch, @Sha, @Event, @Document)
            ON CONFLICT (id) DO NOTHING
            """;
        var row = new
        {
            artifact.Id,
            artifact.Created,
            artifact.Version.RepositoryName,
            artifact.Version.Branch,
            artifact.Version.SourceBranch,
            artifact.Version.Sha,
            artifact.Version.Event,
            Document = JsonSerializer.Serialize(artifact, ContractJson.Options),
        };
        return database.WriteAsync(
            async (connection, transaction) => await connection.ExecuteAsync(
                new CommandDefinition(Insert, row, transaction, cancellationToken: cancellationToken)) == 1,
            cancellationToken);
    }

    public async Task<Artifact?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var document = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "SELECT document FROM artifacts WHERE id = @id", new { id }, cancellationToken: cancellationToken));
        return document is null ? null : Read(document);
    }

    public async Task<IReadOnlyList<Artifact>> ListAsync(ArtifactFilter filter, CancellationToken cancellationToken)
    {
        var conditions = string.Join(" AND ", Conditions(filter).Prepend("1 = 1"));
        var direction = filter.OldestFirst ? "ASC" : "DESC";
        var select = $"""
            SELECT document FROM artifacts
            WHERE {conditions}
            ORDER BY created {direction}, id {direction}
            LIMIT @Limit OFFSET @Offset
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new DynamicParameters(filter);
        parameters.AddDynamicParams(filter.Behind);
        var documents = await connection.QueryAsync<string>(
            new CommandDefinition(select, parameters, cancellationToken: cancellationToken));
        return [.. documents.Select(Read)];
    }

    // Only the conditions that are asked for, so that the planner of either database picks the index of the filter.
    private IEnumerable<string> Conditions(ArtifactFilter filter)
    {
        if (filter.Since != 0)
        {
            yield return "created >= @Since";
        }

        if (filter.Until != 0)
        {
            yield return "created <= @Until";
        }

        if (filter.Behind is not null)
        {
            yield return filter.OldestFirst ? "(created, id) > (@Created, @Id)" : "(created, id) < (@Created, @Id)";
        }

        if (filter.Repository.Length > 0)
        {
            yield return "repository = @Repository";
        }

        if (filter.Branch.Length > 0)
        {
            yield return "branch = @Branch";
        }

        if (filter.SourceBranch.Length > 0)
        {
            yield return "source_branch = @SourceBranch";
        }

        if (filter.Shas.Count > 0)
        {
            yield return database.In("sha", nameof(filter.Shas));
        }

        if (filter.Event.Length > 0)
        {
            yield return "event = @Event";
        }
    }

    private static Artifact Read(string document) =>
        JsonSerializer.Deserialize<Artifact>(document, ContractJson.Options)
            ?? throw new InvalidDataException("A stored artifact is empty.");
}
