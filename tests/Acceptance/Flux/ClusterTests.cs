using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Acceptance.Tests.Flux;

[Collection(typeof(Standalone))]
public sealed class ClusterStandaloneTests(StandaloneInstallation fixture) : ClusterTests(fixture);

[Collection(typeof(Distributed))]
public sealed class ClusterDistributedTests(DistributedInstallation fixture) : ClusterTests(fixture);

/// <summary>Statuses that the flux-watcher sees in a cluster, without a webhook.</summary>
public abstract class ClusterTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Fixture.Flux.CreateKustomization(Env, $"./{Env}");
    }

    [Fact]
    public async Task Release_ThatTheClusterApplies_Succeeds()
    {
        var (id, hash) = await DeployAsync();
        var revision = $"main@sha1:{hash}";

        Fixture.Flux.Fetch(revision);
        Fixture.Flux.Begin(Env, revision);
        await CommitStatusAsync(id, "Progressing");
        Fixture.Flux.Reconcile(Env, revision);

        var result = OnlyResult(await CommitStatusAsync(id, Succeeded));
        Assert.Equal($"Applied revision: {revision}", (string)result["gitopsCommitStatusDesc"]!);
    }

    [Fact]
    public async Task Releases_OfWhichTheClusterAppliesTheSecondAlone_BothSucceed()
    {
        var (first, _) = await DeployAsync();
        var (second, hash) = await DeployAsync(app: "other");

        Fixture.Flux.Fetch($"main@sha1:{hash}");
        Fixture.Flux.Reconcile(Env, $"main@sha1:{hash}");

        await CommitStatusAsync(first, Succeeded);
        await CommitStatusAsync(second, Succeeded);
    }

    [Fact]
    public async Task Release_ThatFailsAndIsRepairedByTheNext_SucceedsWithIt()
    {
        var (other, _) = await DeployAsync(app: "other");
        var (first, broken) = await DeployAsync("broken");
        Fixture.Flux.Fetch($"main@sha1:{broken}");
        Fixture.Flux.Fail(
            Env, $"main@sha1:{broken}", "ReconciliationFailed", $"ConfigMap/default/{App} dry-run failed (Invalid)");
        await CommitStatusAsync(first, "ReconciliationFailed");
        var untouched = OnlyResult(await Client.TrackReleaseAsync(other, Cancellation));
        Assert.Equal("Progressing", (string)untouched["gitopsCommitStatus"]!);

        var (second, repaired) = await DeployAsync("repaired");
        Fixture.Flux.Fetch($"main@sha1:{repaired}");
        Fixture.Flux.Reconcile(Env, $"main@sha1:{repaired}");

        await CommitStatusAsync(second, Succeeded);
        await CommitStatusAsync(first, Succeeded);
    }

    [Fact]
    public async Task Release_AppliedWhileTheClusterCannotBeWatched_SucceedsWhenItCanAgain()
    {
        var (id, hash) = await DeployAsync();
        Fixture.Cluster.Unavailable = true;
        Fixture.Cluster.DropConnections();
        await Eventually.HoldsAsync(
            () => Task.FromResult(Fixture.Cluster.Watches == 0),
            "the watches to be cut",
            cancellationToken: Cancellation);
        Fixture.Flux.Fetch($"main@sha1:{hash}");
        Fixture.Flux.Reconcile(Env, $"main@sha1:{hash}");
        Fixture.Cluster.ExpireHistory();

        Fixture.Cluster.Unavailable = false;

        await CommitStatusAsync(id, Succeeded);
    }
}
