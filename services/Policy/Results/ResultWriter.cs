using System.Text.Json;
using Gimlet.Contracts;
using Gimlet.Manifests;
using Gimlet.Policy.Requests;

namespace Gimlet.Policy.Results;

/// <summary>Stores the results of a plan, in the order of the requests for each app.</summary>
internal sealed class ResultWriter
{
    /// <summary>Adds to the remarks what a later artifact has overtaken.</summary>
    public async Task<IReadOnlyList<AcceptedResult>> InsertAsync(
        SqlSession session, NewRequest request, Plan plan, List<string> remarks, long now)
    {
        var overtaken = await TakeLanesAsync(session, plan);
        var version = plan.Artifact is { } artifact
            ? JsonSerializer.Serialize(artifact.Version, ContractJson.Options)
            : "";
        var accepted = new List<AcceptedResult>();
        foreach (var result in plan.Results)
        {
            if (overtaken.Contains((result.Env, result.App)))
            {
                remarks.Add(
                    $"{result.App} -> {result.Env} was not released: an artifact that was shipped later already is");
                continue;
            }

            accepted.Add(await InsertAsync(session, request, plan, result, version, now));
        }

        return accepted;
    }

    // Identity values of PostgreSQL are handed out before they are committed. Holding the lane while they are makes
    // every later value of the same app belong to a later commit. The lanes are taken in order, so that two requests
    // for several apps do not wait for each other in a circle.
    private static async Task<HashSet<(string Env, string App)>> TakeLanesAsync(SqlSession session, Plan plan)
    {
        const string Take = """
            INSERT INTO release_lanes (env, app, artifact_created) VALUES (@Env, @App, @created)
            ON CONFLICT (env, app) DO UPDATE SET artifact_created = CASE
                WHEN excluded.artifact_created > release_lanes.artifact_created THEN excluded.artifact_created
                ELSE release_lanes.artifact_created END
            RETURNING artifact_created
            """;
        var created = plan.ByPolicy ? plan.Artifact?.Created ?? 0 : 0;
        var overtaken = new HashSet<(string, string)>();
        var writes = plan.Results.Where(result => result.Failure is null)
            .OrderBy(result => result.Env, StringComparer.Ordinal)
            .ThenBy(result => result.App, StringComparer.Ordinal);
        foreach (var write in writes)
        {
            var newest = await session.ScalarAsync<long>(Take, new { write.Env, write.App, created });
            if (created > 0 && newest > created)
            {
                overtaken.Add((write.Env, write.App));
            }
        }

        return overtaken;
    }

    private static async Task<AcceptedResult> InsertAsync(
        SqlSession session, NewRequest request, Plan plan, PlannedResult result, string version, long now)
    {
        const string Insert = """
            INSERT INTO results (
                id, request_id, kind, app, env, status, status_desc, repository, hash, manifest, version, artifact_id,
                target_sha, triggered_by, requested_at, ended_at, predecessor)
            VALUES (
                @Id, @RequestId, @Kind, @App, @Env, @Status, @StatusDesc, '', '', @Manifest, @Version, @ArtifactId,
                @TargetSha, @TriggeredBy, @RequestedAt, @EndedAt, COALESCE((
                    SELECT id FROM results WHERE env = @Env AND app = @App AND status = 'pending'
                    ORDER BY sequence DESC LIMIT 1), ''))
            RETURNING sequence, predecessor
            """;
        var id = Guid.NewGuid().ToString();
        var place = await session.FindAsync<ResultPlace>(Insert, new
        {
            Id = id,
            RequestId = request.Id,
            result.Kind,
            result.App,
            result.Env,
            Status = result.Failure is null ? ResultState.Pending : ResultState.Failure,
            StatusDesc = result.Failure ?? "",
            Manifest = result.Manifest is null ? "" : ManifestJson.Write(result.Manifest),
            Version = version,
            ArtifactId = plan.Artifact?.Id ?? "",
            result.TargetSha,
            request.TriggeredBy,
            RequestedAt = now,
            EndedAt = result.Failure is null ? 0 : now,
        });
        return new AcceptedResult(id, place!.Sequence, place.Predecessor, now, result);
    }

    private sealed record ResultPlace
    {
        public required long Sequence { get; init; }

        public required string Predecessor { get; init; }
    }
}
