using System.Text.Json.Nodes;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Acceptance.Tests.Installations;

/// <summary>Tests that run over each form. Every test has an environment and an app of its own.</summary>
public abstract class AcceptanceSuite(InstallationFixture fixture) : IAsyncLifetime
{
    protected const string Succeeded = "ReconciliationSucceeded";

    protected InstallationFixture Fixture => fixture;

    protected GimletClient Client => fixture.Client;

    protected GitopsBranch Branch => fixture.Branch;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string Env { get; } = $"env-{Guid.NewGuid():N}"[..16];

    protected string App { get; } = $"app-{Guid.NewGuid():N}"[..16];

    public virtual ValueTask InitializeAsync()
    {
        fixture.Require();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ships one manifest, releases it and waits until it is pushed.</summary>
    /// <returns>The id of the request and the hash of its commit.</returns>
    protected async Task<(string Id, string Hash)> DeployAsync(string content = "hello", string? app = null)
    {
        app ??= App;
        var artifact = await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, app, content)), Cancellation);
        var id = await Client.ReleaseAsync(Env, app, artifact, Cancellation);
        var status = await ProcessedAsync(id);
        return (id, (string)OnlyResult(status)["hash"]!);
    }

    /// <summary>Waits until a request has ended.</summary>
    protected Task<JsonObject> ProcessedAsync(string id) =>
        TrackAsync(id, status => (string)status["status"]! is "processed" or "error", "the request has ended");

    /// <summary>Waits until the only commit of a request has a status.</summary>
    protected Task<JsonObject> CommitStatusAsync(string id, string expected) => TrackAsync(
        id,
        status => (string?)status["results"]!.AsArray().FirstOrDefault()?["gitopsCommitStatus"] == expected,
        expected);

    protected Task<JsonObject> TrackAsync(string id, Func<JsonObject, bool> holds, string what) =>
        WaitAsync(() => Client.TrackReleaseAsync(id, Cancellation), holds, $"request {id}: {what}");

    /// <summary>Waits until the policies of an artifact were evaluated and what they released has ended.</summary>
    protected Task<JsonObject> EvaluatedAsync(string artifactId) => WaitAsync(
        () => Client.TrackArtifactAsync(artifactId, Cancellation),
        status => (string)status["status"]! is "processed" or "error",
        $"artifact {artifactId}: it was evaluated");

    /// <summary>Flux tells by webhook that a revision was applied in this test's environment.</summary>
    protected Task ReportAppliedAsync(string sha, string? env = null) => fixture.Webhook.ReportAsync(
        env ?? Env, sha, Succeeded, $"Applied revision: main@sha1:{sha}", failed: false, Cancellation);

    protected static JsonObject OnlyResult(JsonObject status) =>
        Assert.Single(status["results"]!.AsArray())!.AsObject();

    protected static string[] Names(JsonObject json) => [.. json.Select(field => field.Key)];

    protected static void AssertSame(JsonNode? expected, JsonNode? actual) => Assert.True(
        JsonNode.DeepEquals(expected, actual),
        $"expected: {expected?.ToJsonString()}\nactual:   {actual?.ToJsonString()}");

    /// <summary>Waits until a list is as it should be; statuses come to it a moment after they were reported.</summary>
    protected Task<JsonArray> WaitForAsync(string route, Func<JsonArray, bool> holds) => WaitAsync(
        async () => (await Client.GetAsync(route, Cancellation)).AsArray(), holds, route);

    private static async Task<T> WaitAsync<T>(Func<Task<T>> ask, Func<T, bool> holds, string what)
        where T : JsonNode
    {
        T? last = null;
        try
        {
            return await Eventually.GetAsync(
                async () => holds(last = await ask()) ? last : null, what, TimeSpan.FromSeconds(30), Cancellation);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; the last status was {last?.ToJsonString()}", e);
        }
    }
}
