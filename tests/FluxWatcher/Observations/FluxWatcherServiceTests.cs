using Gimlet.FluxWatcher.Tests.Simulation;
using Gimlet.Hosting;
using Gimlet.Protos.Gitops;
using Gimlet.Testing.Kubernetes;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Gimlet.FluxWatcher.Tests.Observations;

/// <summary>The composed service, on its ports, with what it publishes taken from the bus.</summary>
public sealed class FluxWatcherServiceTests
{
    private const string Sha = "0000000000000000000000000000000000000001";
    private const string Event =
        $$$"""
        {"involvedObject":{"kind":"Kustomization","namespace":"flux-system","name":"apps"},"severity":"info",
         "message":"Applied revision: main@sha1:{{{Sha}}}","reason":"ReconciliationSucceeded",
         "metadata":{"revision":"main@sha1:{{{Sha}}}"}}
        """;

    [Fact]
    public async Task Webhook_GoesToTheBus()
    {
        await using var service = await RunningService.StartAsync("flux-watcher", "FLUX_SOURCE=none");

        var response = await service.ReportAsync("staging", Event);
        var observation = await service.Observed.WaitForAsync(_ => true);

        Assert.True(response.Observed);
        Assert.Equal(("staging", Sha, "webhook"), (observation.Env, observation.Revision, observation.Source));
    }

    [Fact]
    public async Task Webhook_WithoutRevision_IsNotObserved_AndOneThatIsMalformedIsRefused()
    {
        await using var service = await RunningService.StartAsync("flux-watcher", "FLUX_SOURCE=none");

        var silent = await service.ReportAsync("", Event.Replace("\"revision\"", "\"summary\""));
        var refusal = await Assert.ThrowsAsync<RpcException>(() => service.ReportAsync("", Event[1..]));

        Assert.False(silent.Observed);
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Contains("the body", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_IsWatched_ListedAndNamedInReadiness()
    {
        await using var cluster = await KubernetesTestCluster.StartAsync();
        var flux = new FluxController(cluster, "flux-system", "gitops");
        flux.CreateSource("ssh://git@example.com/gitops", "main");
        flux.CreateKustomization("apps", "./staging");
        flux.Reconcile("apps", $"main@sha1:{Sha}");
        using var directory = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(
            "flux-watcher", "KUBECONFIG=" + cluster.WriteKubeconfig(directory.Path));

        await service.Observed.WaitForAsync(o => o.Revision == Sha);
        var listed = await service.ListAsync();

        Assert.Equal("kubernetes", listed.Source);
        var only = Assert.Single(listed.Objects, o => o.Kind == "Kustomization");
        Assert.Equal(("staging", Sha, "ReconciliationSucceeded"), (only.Path, only.Revision, only.Reason));
        await service.UntilReadyAsync("kubernetes: watching 3 kinds, connected");
    }

    [Fact]
    public async Task EmbeddedRepository_OfAStandaloneInstallation_IsSimulated()
    {
        using var gitops = new GitopsRepository();
        var sha = gitops.Commit("staging/web/x.yaml", GitopsRepository.Manifest);
        await using var service = await RunningService.StartAsync(
            GimletHost.StandaloneName,
            [Embedded(gitops)],
            "DATA_PATH=" + gitops.DataPath,
            "FLUX_SIMULATED_DELAY=00:00:00");

        var applied = await service.Observed.WaitForAsync(o => o.Reason == "ReconciliationSucceeded");

        Assert.Equal((sha, "simulated"), (applied.Revision, applied.Source));
        await service.UntilReadyAsync("simulated: statuses are not from a cluster");
    }

    [Fact]
    public async Task EmbeddedRepository_BesideAConfiguredOne_IsNotSimulated()
    {
        using var gitops = new GitopsRepository();
        gitops.Commit("staging/web/x.yaml", GitopsRepository.Manifest);
        var remote = new Repository { Url = "https://example.com/x", Branch = "main", Env = "production" };
        await using var cluster = await KubernetesTestCluster.StartAsync();
        await using var service = await RunningService.StartAsync(
            GimletHost.StandaloneName,
            [Embedded(gitops), remote],
            "DATA_PATH=" + gitops.DataPath,
            "KUBECONFIG=" + cluster.WriteKubeconfig(gitops.DataPath));

        await service.UntilReadyAsync("kubernetes: watching 3 kinds, connected");

        Assert.Empty(service.Observed.All);
    }

    [Theory]
    [InlineData("GITOPS_REPO=https://example.com/x")]
    [InlineData("GITOPS_REPOS=production=https://example.com/x")]
    public async Task Simulation_OfAConfiguredRepository_RefusesToStart(string repository)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningService.StartAsync(
            GimletHost.StandaloneName, "FLUX_SOURCE=simulated", repository));

        Assert.Contains("for the embedded repository alone", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulation_OfAWriterWithAnotherRepository_StopsTheProcess()
    {
        var remote = new Repository { Url = "https://example.com/x", Branch = "main" };
        await using var service = await RunningService.StartAsync(
            GimletHost.StandaloneName, [remote], "FLUX_SOURCE=simulated");

        await service.StoppedAsync();

        Assert.Empty(service.Observed.All);
    }

    [Theory]
    [InlineData("FLUX_SOURCE=argo", "FLUX_SOURCE must be")]
    [InlineData("FLUX_NAMESPACES=a/b", "FLUX_NAMESPACES must be")]
    [InlineData("FLUX_SIMULATED_DELAY=-00:00:01", "FLUX_SIMULATED_DELAY must be")]
    public async Task Setting_ThatIsWrong_IsNamedAtStart(string setting, string expected)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => RunningService.StartAsync("flux-watcher", setting));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    private static Repository Embedded(GitopsRepository gitops) =>
        new() { Url = gitops.Embedded.Url, Branch = gitops.Embedded.Branch, Embedded = true };
}
