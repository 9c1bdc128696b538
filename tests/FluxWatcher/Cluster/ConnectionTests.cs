using System.Text.Json.Nodes;
using Gimlet.FluxWatcher.Cluster;
using Gimlet.Testing.Kubernetes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gimlet.FluxWatcher.Tests.Cluster;

/// <summary>What happens to the connection must not be seen in what is observed.</summary>
public sealed class ConnectionTests
{
    private const string First = "main@sha1:0000000000000000000000000000000000000001";
    private const string Second = "main@sha1:0000000000000000000000000000000000000002";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Drop_LosesNothing_AndNeedsNoList(bool midLine)
    {
        await using var cluster = await WatchedCluster.StartAsync();
        var lists = cluster.Api.Lists;

        await cluster.WhileDisconnectedAsync(
            () =>
            {
                cluster.Flux.Reconcile("apps", First);
                cluster.Flux.Reconcile("apps", Second);
            },
            midLine);
        await cluster.Observed.WaitForAsync(o => o.Message == $"Applied revision: {Second}");

        Assert.Contains(cluster.Observed.All, o => o.Message == $"Applied revision: {First}");
        Assert.Equal(lists, cluster.Api.Lists);
    }

    [Fact]
    public async Task Watch_ThatEndsByItsTimeLimit_GoesOnWithoutList()
    {
        await using var cluster = await WatchedCluster.StartAsync();
        var lists = cluster.Api.Lists;

        cluster.Api.EndWatches();
        cluster.Flux.Reconcile("apps", First);
        await cluster.Observed.WaitForAsync(o => o.Reason == "ReconciliationSucceeded");

        Assert.Equal(lists, cluster.Api.Lists);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Expiry_WhileDisconnected_IsMetWithAList(bool byStatus)
    {
        await using var cluster = await WatchedCluster.StartAsync();
        cluster.Api.ExpiresByStatus = byStatus;
        var lists = cluster.Api.Lists;

        await cluster.WhileDisconnectedAsync(() =>
        {
            cluster.Flux.Reconcile("apps", First);
            cluster.Api.ExpireHistory();
        });
        await cluster.Observed.WaitForAsync(o => o.Message == $"Applied revision: {First}");
        await cluster.WatchingAsync();

        Assert.True(cluster.Api.Lists >= lists + 3, $"{cluster.Api.Lists} lists");
    }

    [Fact]
    public async Task Expiry_OfAnOpenWatch_IsMetWithAList()
    {
        await using var cluster = await WatchedCluster.StartAsync();
        var lists = cluster.Api.Lists;

        cluster.Api.ExpireHistory();
        await cluster.UntilAsync(() => cluster.Api.Lists >= lists + 3, "a list of each kind");
        await cluster.WatchingAsync();
        cluster.Flux.Reconcile("apps", First);

        await cluster.Observed.WaitForAsync(o => o.Message == $"Applied revision: {First}");
    }

    [Fact]
    public async Task Bookmark_MovesTheVersion_SoThatOldHistoryIsNotNeeded()
    {
        await using var cluster = await WatchedCluster.StartAsync();
        var lists = cluster.Api.Lists;
        cluster.Flux.Fetch(First);
        await cluster.Observed.WaitForAsync(o => o is { Kind: "GitRepository", Reason: "Succeeded" });

        cluster.Api.SendBookmarks();
        cluster.Api.CompactHistory();
        cluster.Api.EndWatches();
        cluster.Flux.Reconcile("apps", First);
        await cluster.Observed.WaitForAsync(o => o.Message == $"Applied revision: {First}");

        Assert.Equal(lists, cluster.Api.Lists);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deletion_WhileDisconnected_IsNoticed(bool expired)
    {
        await using var cluster = await WatchedCluster.StartAsync();
        cluster.Flux.Reconcile("apps", First);
        await cluster.Observed.WaitForAsync(o => o.Reason == "ReconciliationSucceeded");

        await cluster.WhileDisconnectedAsync(() =>
        {
            cluster.Api.Delete("Kustomization", "flux-system", "apps");
            if (expired)
            {
                cluster.Api.ExpireHistory();
            }
        });
        var deleted = await cluster.Observed.WaitForAsync(o => o.Deleted);

        Assert.Equal(("Kustomization", "apps", null), (deleted.Kind, deleted.Name, deleted.Revision));
        Assert.DoesNotContain(cluster.Feed.Present, o => o.Kind == "Kustomization");
    }

    [Fact]
    public async Task List_InPages_IsReadWhole()
    {
        await using var cluster = await WatchedCluster.CreateAsync();
        cluster.Api.LargestPage = 2;
        for (var i = 0; i < 5; i++)
        {
            cluster.Flux.CreateKustomization($"app-{i}", "./staging");
            cluster.Flux.Reconcile($"app-{i}", First);
        }

        await cluster.WatchAsync();

        Assert.Equal(5, cluster.Feed.Present.Count(o => o.Name.StartsWith("app-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cluster_ThatIsAwayAtFirst_IsWatchedOnceItAnswers()
    {
        await using var cluster = await WatchedCluster.CreateAsync();
        cluster.Api.Unavailable = true;
        cluster.Flux.Reconcile("apps", First);
        cluster.Begin();
        await cluster.UntilAsync(
            () => cluster.Watcher.Health is { Status: HealthStatus.Degraded, Description: var why }
                && why!.Contains("currently unable", StringComparison.Ordinal),
            "a degraded watcher");

        cluster.Api.Unavailable = false;
        await cluster.Observed.WaitForAsync(o => o.Message == $"Applied revision: {First}");
        await cluster.WatchingAsync();

        await cluster.UntilAsync(
            () => cluster.Watcher.Health is
                { Status: HealthStatus.Healthy, Description: "kubernetes: watching 3 kinds, connected" },
            "a healthy watcher");
    }

    [Fact]
    public async Task Kind_ThatIsNotInstalled_IsSaidAndTriedAgain()
    {
        await using var cluster = await WatchedCluster.CreateAsync();
        cluster.Api.NotInstalled.Add("kustomizations");
        cluster.Flux.Reconcile("apps", First);

        await cluster.WatchAsync(watches: 2);
        await cluster.UntilAsync(
            () => cluster.Watcher.Health.Description == "kubernetes: Kustomization: not installed in this cluster",
            "the missing kind");
        cluster.Api.NotInstalled.Clear();

        await cluster.Observed.WaitForAsync(o => o.Message == $"Applied revision: {First}");
    }

    [Fact]
    public async Task Cluster_WithoutHelmController_IsHealthy()
    {
        await using var cluster = await WatchedCluster.CreateAsync();
        cluster.Api.NotInstalled.Add("helmreleases");

        await cluster.WatchAsync(watches: 2);

        await cluster.UntilAsync(
            () => cluster.Watcher.Health is
                { Status: HealthStatus.Healthy, Description: "kubernetes: watching 2 kinds, connected" },
            "two kinds");
    }

    [Fact]
    public async Task Permission_ThatIsMissing_IsSaidAndTriedAgain()
    {
        await using var cluster = await WatchedCluster.CreateAsync();
        cluster.Api.Forbidden.Add("gitrepositories");
        cluster.Flux.Reconcile("apps", First);

        await cluster.WatchAsync(watches: 2);

        Assert.Equal(HealthStatus.Degraded, cluster.Watcher.Health.Status);
        Assert.Contains(
            "GitRepository: access denied: gitrepositories is forbidden", cluster.Watcher.Health.Description);
        var unresolved = await cluster.Observed.WaitForAsync(o => o.Reason == "ReconciliationSucceeded");
        Assert.Null(unresolved.RepositoryUrl);
        cluster.Api.Forbidden.Clear();
        await cluster.Observed.WaitForAsync(o => o is { Reason: "ReconciliationSucceeded", RepositoryUrl: not null });
    }

    [Fact]
    public async Task Object_ThatCannotBeRead_HidesNoOther()
    {
        await using var cluster = await WatchedCluster.CreateAsync();
        cluster.Api.Apply(WatchedCluster.Manifest("Kustomization", "flux-system", "aaa", new() { ["path"] = 7 }));
        cluster.Flux.Reconcile("apps", First);

        await cluster.WatchAsync();
        cluster.Api.Apply(WatchedCluster.Manifest("Kustomization", "flux-system", "bbb", new() { ["path"] = 7 }));
        cluster.Flux.Reconcile("apps", Second);

        await cluster.Observed.WaitForAsync(o => o.Message == $"Applied revision: {First}");
        await cluster.Observed.WaitForAsync(o => o.Message == $"Applied revision: {Second}");
    }

    [Fact]
    public async Task Namespaces_AreTheOnlyOnesThatAreWatched()
    {
        await using var cluster = await WatchedCluster.CreateAsync();
        var elsewhere = new FluxController(cluster.Api, "team-b", "gitops");
        elsewhere.CreateSource("https://git.example.com/other", "main");
        elsewhere.CreateKustomization("other", "./");
        elsewhere.Reconcile("other", First);
        cluster.Flux.Reconcile("apps", First);

        await cluster.WatchAsync("flux-system, team-a", watches: 6);
        elsewhere.Reconcile("other", Second);
        cluster.Flux.Reconcile("apps", Second);
        await cluster.Observed.WaitForAsync(o => o.Message == $"Applied revision: {Second}");

        Assert.All(cluster.Observed.All, o => Assert.Equal("flux-system", o.Namespace));
    }

    [Theory]
    [InlineData(1, 100, 200)]
    [InlineData(2, 200, 400)]
    [InlineData(5, 1600, 3200)]
    [InlineData(9, 15_000, 30_000)]
    [InlineData(100_000, 15_000, 30_000)]
    public void Backoff_GrowsToItsLimit_WithJitter(int failures, int least, int most)
    {
        var timings = new WatchTimings();

        Assert.All(
            Enumerable.Range(0, 100),
            _ => Assert.InRange(timings.Backoff(failures).TotalMilliseconds, least, most));
    }
}
