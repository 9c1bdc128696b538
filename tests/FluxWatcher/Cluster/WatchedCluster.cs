using System.Text.Json.Nodes;
using Gimlet.FluxWatcher.Cluster;
using Gimlet.FluxWatcher.Observations;
using Gimlet.FluxWatcher.Tests.Observations;
using Gimlet.Testing.Kubernetes;
using Gimlet.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gimlet.FluxWatcher.Tests.Cluster;

/// <summary>The real watcher, over a real connection, on a cluster that tests play Flux in.</summary>
internal sealed class WatchedCluster : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly CancellationTokenSource _stop = new();
    private KubernetesFlux? _watcher;
    private Task _running = Task.CompletedTask;

    private WatchedCluster(KubernetesTestCluster api)
    {
        Api = api;
        Flux = new(api, "flux-system", "gitops");
        Feed = new(Observed.Add);
    }

    public KubernetesTestCluster Api { get; }

    public FluxController Flux { get; }

    public ObservationRecorder Observed { get; } = new();

    public ObservationFeed Feed { get; }

    public KubernetesFlux Watcher => _watcher!;

    public static async Task<WatchedCluster> CreateAsync()
    {
        var cluster = new WatchedCluster(await KubernetesTestCluster.StartAsync());
        cluster.Flux.CreateSource("https://git.example.com/org/gitops.git", "main");
        cluster.Flux.CreateKustomization("apps", "./staging");
        return cluster;
    }

    public static async Task<WatchedCluster> StartAsync()
    {
        var cluster = await CreateAsync();
        await cluster.WatchAsync();
        return cluster;
    }

    /// <summary>Begins to watch, and waits until all kinds are watched.</summary>
    public async Task WatchAsync(string namespaces = "", int watches = 3)
    {
        Begin(namespaces);
        await WatchingAsync(watches);
    }

    public void Begin(string namespaces = "")
    {
        var options = new FluxWatcherOptions
        {
            Kubeconfig = Api.WriteKubeconfig(_directory.Path),
            Namespaces = namespaces,
        };
        var timings = new WatchTimings
        {
            FirstRetry = TimeSpan.FromMilliseconds(10),
            LongestRetry = TimeSpan.FromMilliseconds(100),
            SlowRetry = TimeSpan.FromMilliseconds(100),
            ShortestWatch = TimeSpan.Zero,
        };
        _watcher = new(
            KubernetesConnection.Open(options),
            Feed,
            Options.Create(options),
            timings,
            TimeProvider.System,
            NullLoggerFactory.Instance);
        _running = _watcher.RunAsync(_stop.Token);
    }

    /// <summary>The source fetches a revision, and the watcher knows it.</summary>
    public async Task FetchAsync(string revision)
    {
        Flux.Fetch(revision);
        await Observed.WaitForAsync(o => o is { Kind: "GitRepository", Reason: "Succeeded" }
            && revision.EndsWith(o.Revision!, StringComparison.Ordinal));
    }

    public Task WatchingAsync(int watches = 3) => UntilAsync(() => Api.Watches == watches, $"{watches} open watches");

    public Task UntilAsync(Func<bool> condition, string what) =>
        Eventually.HoldsAsync(
            () => Task.FromResult(condition()),
            $"{what}; health is {Watcher.Health.Description}",
            TimeSpan.FromSeconds(20),
            TestContext.Current.CancellationToken);

    /// <summary>Makes changes that the watcher cannot see until this returns.</summary>
    public async Task WhileDisconnectedAsync(Action changes, bool midLine = false)
    {
        Api.Unavailable = true;
        Api.DropConnections(midLine);
        await UntilAsync(() => Api.Watches == 0, "no open watches");
        changes();
        Api.Unavailable = false;
    }

    public static JsonObject Manifest(string kind, string objectNamespace, string name, JsonObject spec) => new()
    {
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = objectNamespace },
        ["spec"] = spec,
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _watcher?.Dispose();
        await Api.DisposeAsync();
        _directory.Dispose();
        _stop.Dispose();
    }
}
