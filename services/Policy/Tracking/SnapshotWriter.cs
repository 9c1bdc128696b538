using Gimlet.Persistence;
using Gimlet.Policy.Requests;
using Gimlet.Policy.Results;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Tracking;

/// <summary>Writes down what a request shows now, in the transaction that changed it.</summary>
internal sealed class SnapshotWriter([FromKeyedServices(PolicyService.DatabaseName)] Database database)
{
    /// <summary>Appends the next snapshot if it differs from the last. The request stays locked to the end.</summary>
    /// <remarks>
    /// The lock comes first: whoever changes another result of the request at the same time waits here, and then sees
    /// what was changed before.
    /// </remarks>
    public async Task<bool> AppendAsync(SqlSession session, string requestId, long now)
    {
        var request = await session.FindAsync<RequestRow>(
            $"SELECT kind, status, status_desc, version FROM requests WHERE id = @requestId{database.ForUpdate}",
            new { requestId }) ?? throw new InvalidOperationException($"Request {requestId} is not stored.");
        var results = await ListResultsAsync(session, requestId);
        var last = await session.ScalarAsync<string>(
            "SELECT status FROM request_updates WHERE request_id = @requestId AND version = @Version",
            new { requestId, request.Version });
        var next = Compose(requestId, request, results);
        if (last is not null && SnapshotJson.Read(last).Equals(next))
        {
            return false;
        }

        next.Version++;
        await session.ExecuteAsync(
            "INSERT INTO request_updates (request_id, version, status) VALUES (@requestId, @Version, @Status)",
            new { requestId, next.Version, Status = SnapshotJson.Write(next) });
        await session.ExecuteAsync(
            "UPDATE requests SET status = @Status, version = @Version, updated = @now WHERE id = @requestId",
            new { requestId, next.Status, next.Version, now });
        return true;
    }

    private static Task<IReadOnlyList<ResultRow>> ListResultsAsync(SqlSession session, string requestId) =>
        session.ListAsync<ResultRow>(
            """
            SELECT results.app, results.env, results.hash, results.status, results.status_desc,
                   COALESCE(commit_statuses.status, '') AS gitops_status,
                   COALESCE(commit_statuses.message, '') AS gitops_message
            FROM results
            LEFT JOIN commit_statuses ON commit_statuses.sha = results.hash
                AND commit_statuses.env = results.env AND commit_statuses.app = results.app
            WHERE results.request_id = @requestId
            ORDER BY results.sequence
            """,
            new { requestId });

    private static RequestStatus Compose(string requestId, RequestRow request, IReadOnlyList<ResultRow> results)
    {
        var pending = results.Any(result => result.Status == ResultState.Pending);
        var ended = request.Status == RequestState.New && results.Count > 0 && !pending;
        var status = new RequestStatus
        {
            RequestId = requestId,
            Version = request.Version,
            Type = request.Kind,
            Status = ended ? RequestState.Processed : request.Status,
            StatusDesc = request.StatusDesc,
        };
        if (!pending)
        {
            status.Results.AddRange(results.Select(result => result.ToProto()));
        }

        status.Final = FinalStatus.IsFinal(status.Status, status.Results);
        return status;
    }

    private sealed record RequestRow
    {
        public required string Kind { get; init; }

        public required string Status { get; init; }

        public required string StatusDesc { get; init; }

        public required long Version { get; init; }
    }

    private sealed record ResultRow
    {
        public required string App { get; init; }

        public required string Env { get; init; }

        public required string Hash { get; init; }

        public required string Status { get; init; }

        public required string StatusDesc { get; init; }

        public required string GitopsStatus { get; init; }

        public required string GitopsMessage { get; init; }

        public Result ToProto() => new()
        {
            App = App,
            Env = Env,
            Hash = Hash,
            Status = Status,
            StatusDesc = StatusDesc,
            GitopsCommitStatus = GitopsStatus,
            GitopsCommitStatusDesc = GitopsMessage,
        };
    }
}
