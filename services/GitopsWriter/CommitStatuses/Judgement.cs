using System.Data.Common;
using Gimlet.Contracts.Flux;
using Gimlet.Contracts.Gitops;
using Gimlet.GitopsWriter.History;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>Applies one observation to the commits that it is about, within a transaction.</summary>
internal sealed class Judgement(
    DbConnection connection,
    DbTransaction transaction,
    EnvironmentVersions versions,
    RevisionObserved observation,
    long now,
    long seenSince)
{
    private static readonly IReadOnlyList<CommitStatusChanged> Nothing = [];

    public async Task<IReadOnlyList<CommitStatusChanged>> PassAsync(IReadOnlyList<Finding> findings)
    {
        var isLatest = await RememberAsync(findings);
        var changes = new List<CommitStatusChanged>();
        var apps = new List<(EnvironmentKey Environment, string App)>();
        foreach (var finding in findings)
        {
            var found = observation.Kind switch
            {
                FluxKind.Kustomization => await JudgeKustomizationAsync(finding, isLatest),
                FluxKind.HelmRelease when isLatest => await JudgeHelmReleaseAsync(finding),
                FluxKind.GitRepository when isLatest => await ExplainAsync(finding.Scope),
                _ => Nothing,
            };
            changes.AddRange(found);
            apps.AddRange(found.Select(change =>
                (new EnvironmentKey(finding.Scope.Repository, finding.Scope.Branch, change.Env), change.App)));
        }

        await versions.AdvanceAsync(connection, transaction, apps);
        return changes;
    }

    private Task<bool> RememberAsync(IReadOnlyList<Finding> findings)
    {
        if (observation.Deleted)
        {
            return FluxObjectStore.ForgetAsync(connection, transaction, observation);
        }

        // The apps that have a HelmRelease say nothing about its source.
        var (scope, position) = findings.Count > 0 && observation.Kind != FluxKind.HelmRelease ? findings[0] : default;
        return FluxObjectStore.SaveAsync(
            connection, transaction, observation, scope, observation.Revision is null ? 0 : position ?? 0, now);
    }

    // A late word about a revision still counts, as far as it is the best that is known about a commit.
    private Task<IReadOnlyList<CommitStatusChanged>> JudgeKustomizationAsync(Finding finding, bool isLatest)
    {
        var (scope, position) = finding;
        var succeeded = observation.Reason == FluxReason.Succeeded;

        // Without a revision only what keeps Flux from attempting any is about our commits, and only while it lasts.
        var isSilent = observation.Deleted || (observation.Revision is null
            ? succeeded || !isLatest || FluxReason.IsUnderWay(observation)
            : position is null);
        if (isSilent)
        {
            return Task.FromResult(Nothing);
        }

        var verdict = Verdict.Of(observation, position);
        return succeeded
            ? CommitStatusStore.SettleAsync(connection, transaction, scope, verdict, seenSince)
            : CommitStatusStore.MoveAsync(connection, transaction, scope, verdict, seenSince);
    }

    // Its success is about a chart, and may be that of what was applied before.
    private Task<IReadOnlyList<CommitStatusChanged>> JudgeHelmReleaseAsync(Finding finding)
    {
        var verdict = Verdict.Of(observation, finding.Position) with { FailingObjects = [] };
        return verdict.Failed
            ? CommitStatusStore.MoveAsync(connection, transaction, finding.Scope, verdict, seenSince)
            : Task.FromResult(Nothing);
    }

    // A source that cannot be fetched is why commits stay NotReconciled. One that is gone explains nothing any more.
    private Task<IReadOnlyList<CommitStatusChanged>> ExplainAsync(CommitScope scope)
    {
        var prefix = $"GitRepository {observation.Namespace}/{observation.Name} cannot be fetched: ";
        var message = FluxReason.IsFailure(observation) ? prefix + observation.Message : "";
        return CommitStatusStore.ExplainAsync(
            connection, transaction, scope, prefix, message, observation.ObservedAt);
    }
}
