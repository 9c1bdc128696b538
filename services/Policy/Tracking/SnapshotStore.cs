using Gimlet.Persistence;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Tracking;

/// <summary>Reads what requests show and showed.</summary>
internal sealed class SnapshotStore([FromKeyedServices(PolicyService.DatabaseName)] Database database)
{
    public const int PageSize = 100;

    /// <summary>What a request shows now; null when there is no such request.</summary>
    public Task<RequestStatus?> FindAsync(string requestId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var status = await session.ScalarAsync<string>(
                    """
                    SELECT status FROM request_updates WHERE request_id = @requestId ORDER BY version DESC LIMIT 1
                    """,
                    new { requestId });
                return status is null ? null : SnapshotJson.Read(status);
            },
            cancellationToken);

    /// <summary>The next snapshots after a version, the oldest first.</summary>
    public Task<IReadOnlyList<RequestStatus>> ListAfterAsync(
        string requestId, long version, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RequestStatus>>(
            async session =>
            {
                var statuses = await session.ListAsync<string>(
                    """
                    SELECT status FROM request_updates WHERE request_id = @requestId AND version > @version
                    ORDER BY version LIMIT @PageSize
                    """,
                    new { requestId, version, PageSize });
                return [.. statuses.Select(SnapshotJson.Read)];
            },
            cancellationToken);

    /// <summary>The present version of each of these requests that exists.</summary>
    public async Task<IReadOnlyDictionary<string, long>> FindVersionsAsync(
        IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.ListAsync<VersionRow>(
                $"SELECT id, version FROM requests WHERE {database.In("id", "requestIds")}", new { requestIds }),
            cancellationToken);
        return rows.ToDictionary(row => row.Id, row => row.Version);
    }

    private sealed record VersionRow
    {
        public required string Id { get; init; }

        public required long Version { get; init; }
    }
}
