using Gimlet.FluxWatcher.Simulation;
using Gimlet.FluxWatcher.Tests.Observations;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.FluxWatcher.Tests.Simulation;

public sealed class SimulatedFluxTests : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private readonly GitopsRepository _gitops = new();
    private readonly ObservationRecorder _observed = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SimulatedFlux _flux;
    private Task _running = Task.CompletedTask;

    public SimulatedFluxTests() => _flux = new(
        _gitops.Embedded,
        new(_observed.Add),
        Options.Create(new FluxWatcherOptions { SimulatedDelay = Delay }),
        _clock,
        NullLogger<SimulatedFlux>.Instance);

    [Fact]
    public async Task Revision_IsApplied_AsFluxWouldTell()
    {
        var sha = _gitops.Commit("staging/web/deployment.yaml", GitopsRepository.Manifest);

        Start();
        await _observed.WaitForAsync(o => o.Reason == "Progressing");
        Assert.Single(_observed.All);
        await UntilAsync(o => o.Reason == "ReconciliationSucceeded");

        Assert.Equal(
            [
                ("Progressing", $"Fetching manifests for revision main@sha1:{sha} with a timeout of 5m0s"),
                ("ReconciliationSucceeded", $"Applied revision: main@sha1:{sha}"),
            ],
            _observed.All.Select(o => (o.Reason, o.Message)));
        Assert.All(_observed.All, o =>
        {
            Assert.Equal(("simulated", "Kustomization"), (o.Source, o.Kind));
            Assert.Equal(("simulated", "simulated"), (o.Namespace, o.Name));
            Assert.Equal(("file:///gitops", "main", "", sha), (o.RepositoryUrl, o.Branch, o.Path, o.Revision));
        });
    }

    [Fact]
    public async Task Revisions_ThatFollowQuickly_AreSkipped()
    {
        var first = _gitops.Commit("staging/a/x.yaml", GitopsRepository.Manifest);
        Start();
        await _observed.WaitForAsync(o => o.Reason == "Progressing");

        var second = _gitops.Commit("staging/b/x.yaml", GitopsRepository.Manifest);
        var third = _gitops.Commit("staging/c/x.yaml", GitopsRepository.Manifest);
        await UntilAsync(o => o.Reason == "ReconciliationSucceeded" && o.Revision == third);

        Assert.Equal([first, third], _observed.All.Select(o => o.Revision).Distinct());
        Assert.DoesNotContain(_observed.All, o => o.Revision == second);
    }

    [Fact]
    public async Task Manifest_ThatIsBroken_FailsTheBuildUntilItIsMended()
    {
        _gitops.Commit("staging/a/x.yaml", GitopsRepository.Manifest);
        var broken = _gitops.Commit("staging/b/x.yaml", "a: [\n");
        Start();
        var failure = await UntilAsync(o => o.Reason == "BuildFailed");
        Assert.StartsWith(
            "kustomize build failed: staging/b/x.yaml: line 2", failure.Message, StringComparison.Ordinal);
        Assert.Equal((broken, "error"), (failure.Revision, failure.Severity));

        var other = _gitops.Commit("staging/a/y.yaml", GitopsRepository.Manifest);
        await UntilAsync(o => o.Reason == "BuildFailed" && o.Revision == other);

        var mended = _gitops.Commit("staging/b/x.yaml", null);
        await UntilAsync(o => o.Reason == "ReconciliationSucceeded" && o.Revision == mended);
    }

    [Fact]
    public async Task Files_ThatFluxDoesNotApply_AreNotRead()
    {
        _gitops.Commit("staging/a/release.json", "{");
        var sha = _gitops.Commit("README.md", "a: [\n");

        Start();

        await UntilAsync(o => o.Reason == "ReconciliationSucceeded" && o.Revision == sha);
    }

    [Fact]
    public async Task Branch_ThatIsEmptyAtFirst_IsAppliedOnceItHasACommit()
    {
        Start();
        _clock.Advance(Delay);
        Assert.Empty(_observed.All);

        var sha = _gitops.Commit("staging/a/x.yaml", GitopsRepository.Manifest);

        await UntilAsync(o => o.Reason == "ReconciliationSucceeded" && o.Revision == sha);
    }

    [Fact]
    public async Task Resync_TellsThePresentStateAgain()
    {
        _gitops.Commit("staging/a/x.yaml", GitopsRepository.Manifest);
        Start();
        await UntilAsync(o => o.Reason == "ReconciliationSucceeded");
        _observed.Clear();

        _flux.Resync();

        Assert.Equal("ReconciliationSucceeded", Assert.Single(_observed.All).Reason);
    }

    [Fact]
    public void Health_SaysThatItIsSimulated()
    {
        Assert.Equal(HealthStatus.Healthy, _flux.Health.Status);
        Assert.Equal("simulated: statuses are not from a cluster", _flux.Health.Description);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _flux.Dispose();
        _gitops.Dispose();
        _stop.Dispose();
    }

    private void Start() => _running = _flux.RunAsync(_stop.Token);

    // Lets time pass until it happens: how often the watcher looks is its own affair.
    private async Task<Contracts.Flux.RevisionObserved> UntilAsync(Func<Contracts.Flux.RevisionObserved, bool> expected)
    {
        var waiting = _observed.WaitForAsync(expected);
        while (!waiting.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        return await waiting;
    }
}
