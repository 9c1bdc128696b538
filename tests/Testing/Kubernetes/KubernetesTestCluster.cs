using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gimlet.Testing.Kubernetes;

/// <summary>A Kubernetes API in process that serves Flux's kinds: list, watch, versions, expiry, disconnects.</summary>
/// <remarks>
/// It behaves as an API server does for custom resources: every change has a version of its own, a watch tells what
/// came after a version in order, a version whose history is gone is answered with 410. Tests change the objects and
/// cut the connections; the client under test is a real one, in this process or, by a kubeconfig, in another.
/// </remarks>
public sealed class KubernetesTestCluster : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ObjectStore _store = new();
    private readonly WatchStreams _watches;
    private int _lists;

    private KubernetesTestCluster()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _watches = new(_store);
        var api = new KubernetesApi(_store, _watches, this);
        _app.Run(api.HandleAsync);
    }

    /// <summary>What a client must send as its bearer token; the kubeconfig has it.</summary>
    public string Token { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Where the API is served.</summary>
    public Uri Address => new(
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>While set, every request is answered with 503.</summary>
    public bool Unavailable { get; set; }

    /// <summary>
    /// Whether a watch from a forgotten version is answered with the status 410, or with an ERROR event inside of a
    /// watch that seems to succeed.
    /// </summary>
    public bool ExpiresByStatus { get; set; }

    /// <summary>Plurals that this cluster does not have.</summary>
    public ISet<string> NotInstalled { get; } = new HashSet<string>();

    /// <summary>Plurals that the client may not see.</summary>
    public ISet<string> Forbidden { get; } = new HashSet<string>();

    /// <summary>Items of a page of a list, whatever the client would take.</summary>
    public int LargestPage { get; set; } = 500;

    /// <summary>Lists that were answered.</summary>
    public int Lists => Volatile.Read(ref _lists);

    /// <summary>Watches that are open right now.</summary>
    public int Watches => _watches.Count;

    /// <summary>Starts to serve on a free loopback port.</summary>
    public static async Task<KubernetesTestCluster> StartAsync()
    {
        var cluster = new KubernetesTestCluster();
        await cluster._app.StartAsync();
        return cluster;
    }

    /// <summary>Writes a kubeconfig that a real client can be pointed at.</summary>
    /// <returns>Its path.</returns>
    public string WriteKubeconfig(string directory)
    {
        var path = Path.Combine(directory, "kubeconfig");
        File.WriteAllText(
            path,
            $$"""
            apiVersion: v1
            kind: Config
            current-context: test
            contexts: [{ name: test, context: { cluster: test, user: test } }]
            clusters: [{ name: test, cluster: { server: "{{Address}}" } }]
            users: [{ name: test, user: { token: "{{Token}}" } }]
            """);
        return path;
    }

    /// <summary>Creates an object or replaces its spec; its status stays.</summary>
    /// <param name="manifest">Needs kind, metadata.name, metadata.namespace and spec.</param>
    public void Apply(JsonObject manifest) => _store.Apply(manifest);

    /// <summary>Replaces the given fields of an object's status, in one request.</summary>
    public void PatchStatus(string kind, string objectNamespace, string name, JsonObject fields) =>
        _store.PatchStatus(kind, objectNamespace, name, fields);

    /// <summary>Removes an object.</summary>
    public void Delete(string kind, string objectNamespace, string name) => _store.Delete(kind, objectNamespace, name);

    /// <summary>Forgets the history: no watch can begin in the past, and open ones end with 410.</summary>
    public void ExpireHistory()
    {
        _store.ExpireHistory();
        _watches.Expire();
    }

    /// <summary>Forgets the history, as a compaction does: open watches go on.</summary>
    public void CompactHistory() => _store.CompactHistory();

    /// <summary>Cuts all connections that watch.</summary>
    /// <param name="midLine">Sends the first half of an event before.</param>
    public void DropConnections(bool midLine = false) => _watches.Drop(midLine);

    /// <summary>Sends the present version on every open watch.</summary>
    public void SendBookmarks() => _watches.SendBookmarks();

    /// <summary>Ends every open watch as its time limit would.</summary>
    public void EndWatches() => _watches.End();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watches.Drop(midLine: false);
        await _app.DisposeAsync();
    }

    internal void CountList() => Interlocked.Increment(ref _lists);
}
