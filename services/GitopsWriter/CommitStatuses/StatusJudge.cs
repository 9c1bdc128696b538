using System.Data.Common;
using Dapper;
using Gimlet.Contracts;
using Gimlet.Contracts.Flux;
using Gimlet.Contracts.Gitops;
using Gimlet.GitopsWriter.History;
using Gimlet.Persistence;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>Works out which commits an observation of Flux is about, and whether it is news.</summary>
internal sealed class StatusJudge(Database database, CommitScopes scopes, TimeProvider clock)
{
    private const string BeyondSql = """
        SELECT 1 FROM commits
        WHERE repository = @Repository AND branch = @Branch AND status <> 'ReconciliationSucceeded'
          AND position > @Position
        LIMIT 1
        """;

    // The watcher repeats every state about twice a minute and tells of deletions. An object that was not heard of for
    // this long is gone, and must no longer keep others from speaking for its directory.
    private static readonly long ForgetAfter = (long)TimeSpan.FromHours(1).TotalMicroseconds;
    private static readonly long TouchAfter = (long)TimeSpan.FromMinutes(1).TotalMicroseconds;

    private readonly EnvironmentVersions _versions = new(database, clock);

    /// <summary>Remembers the observation and returns the commits whose status it changed.</summary>
    public async Task<IReadOnlyList<CommitStatusChanged>> ApplyAsync(
        RevisionObserved observation, CancellationToken cancellationToken)
    {
        var isKustomization = observation.Kind == FluxKind.Kustomization;
        if (!isKustomization && FluxReason.IsUnderWay(observation))
        {
            return [];
        }

        var now = UnixMicroseconds.Now(clock);
        await using var connection = await database.OpenAsync(cancellationToken);
        var known = await FluxObjectStore.FindAsync(connection, observation);
        var repeated = known is not null && known.IsRepeatedBy(observation) ? known : null;
        var covered = await scopes.FindAsync(connection, observation, now - ForgetAfter, cancellationToken);
        if (repeated is not null && !(isKustomization && await LeavesOpenAsync(connection, covered, repeated)))
        {
            await TouchAsync(observation, repeated, now, cancellationToken);
            return [];
        }

        var findings = await LocateAsync(connection, observation, covered, cancellationToken);
        if (repeated is not null && findings.All(finding => (finding.Position ?? 0) <= repeated.Position))
        {
            await TouchAsync(observation, repeated, now, cancellationToken);
            return [];
        }

        return await JudgeAsync(observation, findings, now, cancellationToken);
    }

    /// <summary>
    /// Applies to commits that were just recorded what Flux said before they were: a webhook can be faster than the
    /// transaction that follows a push.
    /// </summary>
    public async Task<IReadOnlyList<CommitStatusChanged>> ApplyKnownStateAsync(
        string repository, string branch, CancellationToken cancellationToken)
    {
        var now = UnixMicroseconds.Now(clock);
        var changes = new List<CommitStatusChanged>();
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var observation in await FluxObjectStore.FindUnappliedAsync(connection, repository, branch))
        {
            var covered = await scopes.FindAsync(connection, observation, now - ForgetAfter, cancellationToken);
            var findings = await LocateAsync(connection, observation, covered, cancellationToken);
            changes.AddRange(await JudgeAsync(observation, findings, now, cancellationToken));
        }

        return changes;
    }

    // A revision that was seen before may contain a commit that was recorded since.
    private static async Task<bool> LeavesOpenAsync(
        DbConnection connection, IReadOnlyList<CommitScope> covered, KnownObject known)
    {
        foreach (var scope in covered)
        {
            var parameters = new { scope.Repository, scope.Branch, known.Position };
            if (await connection.ExecuteScalarAsync<long?>(BeyondSql, parameters) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<IReadOnlyList<Finding>> LocateAsync(
        DbConnection connection,
        RevisionObserved observation,
        IReadOnlyList<CommitScope> covered,
        CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var scope in covered)
        {
            var position = observation.Revision is null
                ? await FluxObjectStore.FindLastPositionAsync(connection, scope)
                : await scopes.LastContainedPositionAsync(scope, observation.Revision, cancellationToken);
            findings.Add(new Finding(scope, position));
        }

        return findings;
    }

    // Another repository's object is none of ours; one of which only the name is known may turn out to be.
    private async Task<IReadOnlyList<CommitStatusChanged>> JudgeAsync(
        RevisionObserved observation, IReadOnlyList<Finding> findings, long now, CancellationToken cancellationToken) =>
        findings.Count == 0 && !string.IsNullOrEmpty(observation.RepositoryUrl)
            ? []
            : await database.WriteAsync(
                (connection, transaction) =>
                    new Judgement(connection, transaction, _versions, observation, now, now - ForgetAfter)
                        .PassAsync(findings),
                cancellationToken);

    private async Task TouchAsync(
        RevisionObserved observation, KnownObject known, long now, CancellationToken cancellationToken)
    {
        if (now - known.SeenAt >= TouchAfter)
        {
            await database.WriteAsync(
                (connection, transaction) => FluxObjectStore.TouchAsync(connection, transaction, observation, now),
                cancellationToken);
        }
    }
}
