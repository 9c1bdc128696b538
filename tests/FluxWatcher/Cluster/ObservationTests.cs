using System.Text.Json.Nodes;

namespace Gimlet.FluxWatcher.Tests.Cluster;

/// <summary>What Flux does to its objects, and what is published of it.</summary>
public sealed class ObservationTests
{
    private const string OldSha = "0000000000000000000000000000000000000001";
    private const string NewSha = "0000000000000000000000000000000000000002";
    private const string Old = $"main@sha1:{OldSha}";
    private const string New = $"main@sha1:{NewSha}";

    [Fact]
    public async Task Kustomization_ThatIsThereAlready_IsObservedWithItsSource()
    {
        await using var cluster = await WatchedCluster.CreateAsync();
        cluster.Flux.Reconcile("apps", New);

        await cluster.WatchAsync();

        var observation = Assert.Single(cluster.Observed.Of("Kustomization"));
        Assert.Equal(("flux-system", "apps", "staging"), (observation.Namespace, observation.Name, observation.Path));
        Assert.Equal(
            ("https://git.example.com/org/gitops.git", "main"), (observation.RepositoryUrl, observation.Branch));
        Assert.Equal((NewSha, "ReconciliationSucceeded", "info"),
            (observation.Revision, observation.Reason, observation.Severity));
    }

    [Fact]
    public async Task Success_IsObservedInFluxsOrder_AndNeverWithTheStaleRevision()
    {
        await using var cluster = await WatchedCluster.CreateAsync();
        cluster.Flux.Reconcile("apps", Old);
        await cluster.WatchAsync();
        cluster.Observed.Clear();

        cluster.Flux.Reconcile("apps", New);
        await cluster.Observed.WaitForAsync(o => o.Reason == "ReconciliationSucceeded");

        Assert.Equal(
            [
                ("Progressing", $"Fetching manifests for revision {New} with a timeout of 5m0s"),
                ("Progressing", $"Building manifests for revision {New} with a timeout of 5m0s"),
                ("Progressing", $"Detecting drift for revision {New} with a timeout of 5m0s"),
                ("ReconciliationSucceeded", $"Applied revision: {New}"),
            ],
            cluster.Observed.Of("Kustomization").Select(o => (o.Reason, o.Message)));
        Assert.All(cluster.Observed.All, o => Assert.Equal(NewSha, o.Revision));
    }

    [Theory]
    [InlineData("BuildFailed", "kustomize build failed: x")]
    [InlineData("ReconciliationFailed", "Deployment/a/x dry-run failed (Invalid): x")]
    [InlineData("PruneFailed", "x")]
    [InlineData("HealthCheckFailed", "timeout waiting for: [Deployment/a/x status: 'InProgress']")]
    [InlineData("HealthCheckCanceled", "New reconciliation triggered by x")]
    public async Task Failure_OfAnAttempt_IsAboutTheAttemptedRevision(string reason, string message)
    {
        await using var cluster = await WatchedCluster.StartAsync();
        cluster.Flux.Fetch(New);
        cluster.Flux.Reconcile("apps", Old);

        cluster.Flux.Fail("apps", New, reason, message);
        var observation = await cluster.Observed.WaitForAsync(o => o.Reason == reason);

        Assert.Equal((NewSha, message), (observation.Revision, observation.Message));
    }

    [Theory]
    [InlineData("ArtifactFailed", "artifact not found, retrying in 30s")]
    [InlineData("InvalidCELExpression", "x")]
    [InlineData("FeatureGateDisabled", "x")]
    [InlineData("AccessDenied", "x")]
    public async Task Failure_BeforeAnAttempt_IsAboutTheSource_AndFollowsItAtTheNextRelist(
        string reason, string message)
    {
        await using var cluster = await WatchedCluster.StartAsync();
        await cluster.FetchAsync(Old);
        cluster.Flux.Reconcile("apps", Old);
        cluster.Flux.Refuse("apps", reason, message);
        await cluster.Observed.WaitForAsync(o => o.Reason == reason && o.Revision == OldSha);

        await cluster.FetchAsync(New);
        Assert.DoesNotContain(cluster.Observed.Of("Kustomization"), o => o.Revision == NewSha);

        cluster.Watcher.Resync();
        await cluster.Observed.WaitForAsync(o => o.Reason == reason && o.Revision == NewSha);
    }

    [Fact]
    public async Task Dependency_ThatIsNotReady_IsAboutWhateverTheSourceHasNow()
    {
        await using var cluster = await WatchedCluster.StartAsync();
        await cluster.FetchAsync(Old);
        cluster.Flux.Refuse("apps", "DependencyNotReady", "dependency 'flux-system/infra' is not ready");
        var waiting = await cluster.Observed.WaitForAsync(
            o => o.Reason == "DependencyNotReady" && o.Revision == OldSha);

        cluster.Flux.Fetch(New);

        await cluster.Observed.WaitForAsync(o => o.Reason == "DependencyNotReady" && o.Revision == NewSha);
        Assert.Equal("info", waiting.Severity);
    }

    [Fact]
    public async Task Source_ThatCannotFetch_IsObservedUntilItCan()
    {
        await using var cluster = await WatchedCluster.StartAsync();

        cluster.Flux.FailToFetch("failed to checkout and determine revision: authentication required");
        var failure = await cluster.Observed.WaitForAsync(o => o is { Kind: "GitRepository", Severity: "error" });
        cluster.Flux.Fetch(New);
        var success = await cluster.Observed.WaitForAsync(o => o is { Kind: "GitRepository", Reason: "Succeeded" });

        Assert.Equal(("GitOperationFailed", null), (failure.Reason, failure.Revision));
        Assert.Equal("https://git.example.com/org/gitops.git", failure.RepositoryUrl);
        Assert.Equal(("info", NewSha), (success.Severity, success.Revision));
    }

    [Fact]
    public async Task HelmRelease_IsObservedWithoutRevision()
    {
        await using var cluster = await WatchedCluster.StartAsync();
        cluster.Api.Apply(WatchedCluster.Manifest("HelmRelease", "apps", "web", []));

        cluster.Api.PatchStatus("HelmRelease", "apps", "web", new()
        {
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready",
                ["status"] = "False",
                ["reason"] = "UpgradeFailed",
                ["message"] = "timeout waiting for: [Deployment/apps/web status: 'InProgress']",
            }),
        });
        var observation = await cluster.Observed.WaitForAsync(o => o.Kind == "HelmRelease");

        Assert.Equal(
            ("UpgradeFailed", null, "error"), (observation.Reason, observation.Revision, observation.Severity));
        Assert.Equal("web", Assert.Single(observation.FailingObjects).Name);
    }

    [Fact]
    public async Task State_ThatRepeats_IsPublishedOnce_AndAgainAtEachResync()
    {
        await using var cluster = await WatchedCluster.StartAsync();
        cluster.Flux.Fetch(New);
        cluster.Flux.Reconcile("apps", New);
        await cluster.Observed.WaitForAsync(o => o.Reason == "ReconciliationSucceeded");

        // Fields that tell nothing about a revision.
        cluster.Api.PatchStatus("Kustomization", "flux-system", "apps", new() { ["inventory"] = new JsonObject() });
        cluster.Api.PatchStatus("Kustomization", "flux-system", "apps", new() { ["history"] = new JsonArray() });
        cluster.Flux.CreateKustomization("last", "./");
        cluster.Flux.Reconcile("last", New);
        await cluster.Observed.WaitForAsync(o => o is { Name: "last", Reason: "ReconciliationSucceeded" });
        Assert.Single(cluster.Observed.All, o => o is { Name: "apps", Reason: "ReconciliationSucceeded" });

        cluster.Observed.Clear();
        cluster.Watcher.Resync();
        await cluster.Observed.WaitForAsync(o => o is { Name: "apps", Reason: "ReconciliationSucceeded" });
        await cluster.Observed.WaitForAsync(o => o is { Name: "last", Reason: "ReconciliationSucceeded" });
        await cluster.Observed.WaitForAsync(o => o is { Kind: "GitRepository", Reason: "Succeeded" });
    }

    [Fact]
    public async Task Resync_OfADisconnectedCluster_VouchesForNothing()
    {
        await using var cluster = await WatchedCluster.StartAsync();
        cluster.Flux.Reconcile("apps", New);
        await cluster.Observed.WaitForAsync(o => o.Reason == "ReconciliationSucceeded");

        await cluster.WhileDisconnectedAsync(() =>
        {
            cluster.Observed.Clear();
            cluster.Watcher.Resync();
            Assert.Empty(cluster.Observed.All);
        });
        await cluster.Observed.WaitForAsync(o => o.Reason == "ReconciliationSucceeded");
    }

    [Fact]
    public async Task Path_ThatChanges_IsObservedOnlyWithAConditionOfTheNewSpec()
    {
        await using var cluster = await WatchedCluster.StartAsync();
        JsonObject Applied(long generation) => new()
        {
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready",
                ["status"] = "True",
                ["reason"] = "ReconciliationSucceeded",
                ["message"] = $"Applied revision: {New}",
                ["observedGeneration"] = generation,
            }),
        };
        cluster.Api.PatchStatus("Kustomization", "flux-system", "apps", Applied(generation: 1));
        await cluster.Observed.WaitForAsync(o => o.Path == "staging");

        cluster.Flux.CreateKustomization("apps", "./production");
        cluster.Watcher.Resync();
        cluster.Flux.CreateKustomization("last", "./");
        cluster.Flux.Reconcile("last", New);
        await cluster.Observed.WaitForAsync(o => o is { Name: "last", Reason: "ReconciliationSucceeded" });
        Assert.DoesNotContain(cluster.Observed.All, o => o.Path == "production");

        cluster.Api.PatchStatus("Kustomization", "flux-system", "apps", Applied(generation: 2));
        await cluster.Observed.WaitForAsync(o => o.Path == "production");
    }
}
