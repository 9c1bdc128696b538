using System.Diagnostics;
using Gimlet.Contracts;
using Gimlet.Persistence;
using Gimlet.Policy.Results;
using Gimlet.Policy.Tracking;

namespace Gimlet.Policy.Requests;

/// <summary>Requests, each stored together with what was decided about it.</summary>
internal sealed class RequestStore(
    [FromKeyedServices(PolicyService.DatabaseName)] Database database,
    ResultWriter results,
    SnapshotWriter snapshots,
    TimeProvider clock)
{
    private const string Columns =
        "id, kind, artifact_id, env, app, target_sha, repository, branch, triggered_by";

    /// <summary>Whether the request was taken before. Another one with the same id is refused.</summary>
    public async Task<bool> IsKnownAsync(NewRequest request, CancellationToken cancellationToken)
    {
        var known = await database.ReadAsync(session => FindAsync(session, request.Id), cancellationToken);
        RefuseOther(known, request);
        return known is not null;
    }

    /// <summary>Stores a request, without results while there is no plan for it.</summary>
    /// <returns>The results that were stored; null when the same request was taken before.</returns>
    public Task<IReadOnlyList<AcceptedResult>?> AddAsync(
        NewRequest request, Plan? plan, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = UnixMicroseconds.Now(clock);
                if (await InsertAsync(session, request, now))
                {
                    return await ApplyAsync(session, request, plan, now);
                }

                RefuseOther(await FindAsync(session, request.Id), request);
                return null;
            },
            cancellationToken);

    /// <summary>Adds the plan to a request that was stored without one.</summary>
    /// <returns>The results that were stored; null when the request has its plan already.</returns>
    public Task<IReadOnlyList<AcceptedResult>?> CompleteAsync(
        NewRequest request, Plan plan, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var status = await session.ScalarAsync<string>(
                    $"SELECT status FROM requests WHERE id = @Id{database.ForUpdate}", new { request.Id });
                var evaluated = status != RequestState.New || await session.ScalarAsync<long>(
                    "SELECT COUNT(*) FROM results WHERE request_id = @Id", new { request.Id }) > 0;
                return evaluated ? null : await ApplyAsync(session, request, plan, UnixMicroseconds.Now(clock));
            },
            cancellationToken);

    /// <summary>Which of these ids have a request.</summary>
    public async Task<IReadOnlySet<string>> FindKnownAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            session => session.ListAsync<string>(
                $"SELECT id FROM requests WHERE {database.In("id", "ids")}", new { ids }),
            cancellationToken)).ToHashSet();

    /// <summary>Requests of a kind that have no plan yet, the oldest first.</summary>
    public Task<IReadOnlyList<NewRequest>> ListUnevaluatedAsync(
        string kind, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.ListAsync<NewRequest>(
                $"""
                SELECT {Columns} FROM requests
                WHERE status = 'new' AND kind = @kind
                  AND NOT EXISTS (SELECT 1 FROM results WHERE results.request_id = requests.id)
                ORDER BY created LIMIT @limit
                """,
                new { kind, limit }),
            cancellationToken);

    private static void RefuseOther(NewRequest? known, NewRequest request)
    {
        if (known is not null && known != request)
        {
            throw new RequestRefusedException(
                Refusal.Conflict, $"The request id {DisplayText.Quote(request.Id)} belongs to another request.");
        }
    }

    private static Task<NewRequest?> FindAsync(SqlSession session, string id) =>
        session.FindAsync<NewRequest>($"SELECT {Columns} FROM requests WHERE id = @id", new { id });

    private static async Task<bool> InsertAsync(SqlSession session, NewRequest request, long now)
    {
        const string Insert = $"""
            INSERT INTO requests ({Columns}, status, status_desc, version, trace_parent, created, updated)
            VALUES (
                @Id, @Kind, @ArtifactId, @Env, @App, @TargetSha, @Repository, @Branch, @TriggeredBy,
                @Status, '', 0, @TraceParent, @Created, @Created)
            ON CONFLICT (id) DO NOTHING
            """;
        return await session.ExecuteAsync(Insert, new
        {
            request.Id,
            request.Kind,
            request.ArtifactId,
            request.Env,
            request.App,
            request.TargetSha,
            request.Repository,
            request.Branch,
            request.TriggeredBy,
            Status = RequestState.New,
            TraceParent = Activity.Current?.Id ?? "",
            Created = now,
        }) == 1;
    }

    private async Task<IReadOnlyList<AcceptedResult>?> ApplyAsync(
        SqlSession session, NewRequest request, Plan? plan, long now)
    {
        IReadOnlyList<AcceptedResult> accepted = [];
        if (plan is not null)
        {
            var remarks = plan.Remarks.ToList();
            accepted = await results.InsertAsync(session, request, plan, remarks, now);
            var done = accepted.Count == 0 ? RequestState.Processed : RequestState.New;
            var status = plan.Error is null ? done : RequestState.Error;
            var description = plan.Error ?? StatusDescription.Join(remarks);
            await session.ExecuteAsync(
                "UPDATE requests SET status = @status, status_desc = @description WHERE id = @Id",
                new { status, description, request.Id });
        }

        await snapshots.AppendAsync(session, request.Id, now);
        return accepted;
    }
}
