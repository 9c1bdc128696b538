using System.Text.Json.Nodes;
using Gimlet.Testing.Installations;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>One Gimlet for all integrations; its Flux is simulated, and quick.</summary>
public sealed class ShipServer : IAsyncLifetime
{
    private Installation? _installation;
    private GimletClient? _client;

    public Uri Address => _installation!.Address;

    public static string Token => Installation.AdminToken;

    private GimletClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["GITOPS_REPO"] = null,
            ["FLUX_SOURCE"] = "simulated",
            ["FLUX_SIMULATED_DELAY"] = "00:00:00.1",
        };
        _installation = await Installation.StartAsync(
            GimletForm.Standalone, settings, TestContext.Current.CancellationToken);
        _client = new GimletClient(Address, Token);
    }

    /// <summary>The artifact as the server keeps it.</summary>
    public async Task<JsonObject> ArtifactAsync(string id)
    {
        var artifacts = await Client.GetAsync("/api/artifacts?limit=100", TestContext.Current.CancellationToken);
        return artifacts.AsArray().Single(artifact => (string?)artifact!["id"] == id)!.AsObject();
    }

    /// <summary>The request that a step made.</summary>
    public Task<JsonObject> ReleaseAsync(string id) =>
        Client.TrackReleaseAsync(id, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _installation!.DisposeAsync();
    }
}
