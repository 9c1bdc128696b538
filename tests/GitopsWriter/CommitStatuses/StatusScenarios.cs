namespace Gimlet.GitopsWriter.Tests.CommitStatuses;

/// <summary>Histories in the words of <see cref="StatusScenario"/>: name, steps, statuses in the end.</summary>
public static class StatusScenarios
{
    /// <summary>
    /// What happens, and the statuses in the end, which must not depend on the order in which observations arrive.
    /// </summary>
    public static TheoryData<string, string, string> AnyOrder => new()
    {
        {
            "every step of a reconciliation",
            "push a staging/app; staging: Progressing a; staging: ReconciliationSucceeded a",
            "a ReconciliationSucceeded"
        },
        {
            "a skipped commit is applied with the next",
            "push a staging/app; push b staging/other; push c staging/app; staging: ReconciliationSucceeded b",
            "a ReconciliationSucceeded, b ReconciliationSucceeded, c NotReconciled"
        },
        {
            "an interval begins again with the same revision",
            "push a staging/app; staging: ReconciliationSucceeded a; staging: Progressing a; "
            + "staging: HealthCheckFailed a",
            "a ReconciliationSucceeded"
        },
        {
            "a failing retry is no progress",
            "push a staging/app; staging: BuildFailed a; staging: Progressing a",
            "a BuildFailed"
        },
        {
            "another failure of the same revision",
            "push a staging/app; staging: BuildFailed a; staging: Progressing a; staging: HealthCheckFailed a",
            "a HealthCheckFailed"
        },
        {
            "a newer revision tries again, what a failure left open too",
            "push a staging/app; push b staging/app; staging: BuildFailed a; staging: Progressing b",
            "a Progressing, b Progressing"
        },
        {
            "a newer revision succeeds for all",
            "push a staging/app; push b staging/app; staging: BuildFailed a; staging: ReconciliationSucceeded b",
            "a ReconciliationSucceeded, b ReconciliationSucceeded"
        },
        {
            "a newer revision's failure leaves alone what succeeded",
            "push a staging/app; push b staging/app; staging: ReconciliationSucceeded a; staging: BuildFailed b",
            "a ReconciliationSucceeded, b BuildFailed"
        },
        {
            "another writer's revision contains ours",
            "push a staging/app; other x; push b staging/app; staging: ReconciliationSucceeded x",
            "a ReconciliationSucceeded, b NotReconciled"
        },
        {
            "another writer's revision from before",
            "other x; push a staging/app; staging: ReconciliationSucceeded x; staging: BuildFailed x",
            "a NotReconciled"
        },
        {
            "a revision that nobody knows",
            "push a staging/app; staging: ReconciliationSucceeded nowhere",
            "a NotReconciled"
        },
        {
            "a revision that is no commit",
            "push a staging/app; staging: ReconciliationSucceeded -; staging: Progressing -",
            "a NotReconciled"
        },
        {
            "each environment has its Kustomization",
            "push a staging/app; push b production/app; staging: ReconciliationSucceeded b; production: BuildFailed b",
            "a ReconciliationSucceeded, b BuildFailed"
        },
        {
            "a path covers whole names only",
            "push a staging/app1; push b staging2/app; staging/app: BuildFailed b; staging: Progressing b",
            "a Progressing, b NotReconciled"
        },
        {
            "the whole repository",
            "push a staging/app; push b app; /: ReconciliationSucceeded b",
            "a ReconciliationSucceeded, b ReconciliationSucceeded"
        },
        {
            "another repository",
            "push a staging/app; stranger: ReconciliationSucceeded a",
            "a NotReconciled"
        },
        {
            "only the app whose object fails has failed",
            "push a staging/app Deployment/ns/app; push b staging/other Deployment/ns/other; staging: Progressing b; "
            + "staging: HealthCheckFailed b Deployment/ns/app",
            "a HealthCheckFailed, b Progressing"
        },
        {
            "an app leaves its namespace to Flux",
            "push a staging/app Deployment//app; push b staging/other Deployment/elsewhere/app; "
            + "staging: ReconciliationFailed b Deployment/ns/app",
            "a ReconciliationFailed, b NotReconciled"
        },
        {
            "failures of apps whose objects are not known count for them",
            "push a staging/app; push b staging/other Deployment/ns/other; staging: HealthCheckFailed b Pod/ns/x",
            "a HealthCheckFailed, b NotReconciled"
        },
        {
            "two apps fail in turn",
            "push a staging/app Deployment/ns/app; push b staging/other Deployment/ns/other; "
            + "staging: HealthCheckFailed a Deployment/ns/app; staging: HealthCheckFailed b Deployment/ns/other",
            "a HealthCheckFailed, b HealthCheckFailed"
        },
        {
            "an object that a newer commit no longer has may still fail",
            "push a staging/app Deployment/ns/old; push b staging/app Deployment/ns/new; "
            + "staging: HealthCheckFailed a Deployment/ns/old",
            "a HealthCheckFailed, b NotReconciled"
        },
        {
            "a canceled health check is no failure",
            "push a staging/app; staging: HealthCheckCanceled a; staging: Progressing a",
            "a Progressing"
        },
    };

    /// <summary>These depend on what was known before.</summary>
    public static TheoryData<string, string, string> InOrder => new()
    {
        {
            "the most specific path speaks",
            "staging/app: Progressing -; push a staging/app; push b staging/other; staging: ReconciliationSucceeded b",
            "a NotReconciled, b ReconciliationSucceeded"
        },
        {
            "a deleted Kustomization no longer shadows",
            "staging/app: Progressing -; push a staging/app; staging/app: Deleted; staging: ReconciliationSucceeded a",
            "a ReconciliationSucceeded"
        },
        {
            "a dependency is about what the source has",
            "push a staging/app; git: Succeeded a; push b staging/app; staging: DependencyNotReady -",
            "a DependencyNotReady, b NotReconciled"
        },
        {
            "a dependency while the source is unknown",
            "push a staging/app; push b staging/app; staging: DependencyNotReady -",
            "a DependencyNotReady, b DependencyNotReady"
        },
        {
            "a missing artifact, then one that comes",
            "push a staging/app; staging: ArtifactFailed -; staging: Progressing a",
            "a Progressing"
        },
        {
            "a missing artifact also of later commits",
            "staging: ArtifactFailed -; push a staging/app",
            "a ArtifactFailed"
        },
        {
            "a deleted Kustomization's last word",
            "push a staging/app; staging: Progressing a; staging: Deleted",
            "a Progressing"
        },
        {
            "a chart release fails",
            "push a staging/app HelmRelease/own/web; push b staging/other HelmRelease/own/db; "
            + "helm/web: UpgradeFailed -",
            "a UpgradeFailed, b NotReconciled"
        },
        {
            "a chart release's namespace counts",
            "push a staging/app HelmRelease/elsewhere/web; helm/web: InstallFailed -",
            "a NotReconciled"
        },
        {
            "a chart release that was not applied yet",
            "push a staging/app HelmRelease//web; staging: Progressing a; push b staging/app HelmRelease//web; "
            + "helm/web: InstallFailed -",
            "a InstallFailed, b NotReconciled"
        },
        {
            "a chart release's success says nothing about a commit",
            "push a staging/app HelmRelease//web; helm/web: UpgradeSucceeded -; helm/web: Progressing -",
            "a NotReconciled"
        },
        {
            "a webhook about a Kustomization that is known",
            "push a staging/app; push b production/app; staging: Progressing a; "
            + "webhook@/staging: ReconciliationSucceeded b",
            "a ReconciliationSucceeded, b NotReconciled"
        },
        {
            "a webhook that names the environment",
            "push a staging/app; push b production/app; webhook@staging/apps: ReconciliationSucceeded b",
            "a ReconciliationSucceeded, b NotReconciled"
        },
        {
            "a webhook of a cluster with a namesake",
            "push a staging/app; push b production/app; staging: Progressing -; "
            + "webhook@production/staging: ReconciliationSucceeded b",
            "a NotReconciled, b ReconciliationSucceeded"
        },
        {
            "a webhook that names nothing but the revision",
            "push a staging/app; push b production/app; webhook@/apps: ReconciliationSucceeded a",
            "a ReconciliationSucceeded, b NotReconciled"
        },
        {
            "a webhook about nothing that is known",
            "push a staging/app; webhook@/apps: ReconciliationSucceeded nowhere; webhook@/apps: BuildFailed -",
            "a NotReconciled"
        },
        {
            "a webhook does not speak for a directory whose Kustomization is known",
            "push a staging/app; staging: Progressing a; webhook@staging/infra: ReconciliationSucceeded a",
            "a Progressing"
        },
        {
            "Flux is faster than the record",
            "unrecorded a staging/app; staging: ReconciliationSucceeded a; record a",
            "a ReconciliationSucceeded"
        },
        {
            "a webhook is faster than the first record",
            "unrecorded a staging/app; webhook@/apps: BuildFailed a; record a",
            "a BuildFailed"
        },
        {
            "another writer's revision is faster than the record, and repeated",
            "unrecorded a staging/app; other x; staging: ReconciliationSucceeded x; record a; "
            + "staging: ReconciliationSucceeded x",
            "a ReconciliationSucceeded"
        },
    };
}
