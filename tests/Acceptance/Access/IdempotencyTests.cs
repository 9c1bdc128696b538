using System.Net;
using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Access;

[Collection(typeof(Standalone))]
public sealed class IdempotencyStandaloneTests(StandaloneInstallation fixture) : IdempotencyTests(fixture);

[Collection(typeof(Distributed))]
public sealed class IdempotencyDistributedTests(DistributedInstallation fixture) : IdempotencyTests(fixture);

/// <summary>Requests that CI repeats.</summary>
public abstract class IdempotencyTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    private string Key { get; } = Guid.NewGuid().ToString();

    [Fact]
    public async Task Artifact_ShippedTwiceWithOneKey_IsStoredOnce()
    {
        var artifact = Artifacts.Create(Artifacts.Manifest(Env, App));
        artifact["version"]!["branch"] = Env;

        var first = await Client.PostAsync("/api/artifact", artifact.ToJsonString(), idempotencyKey: Key);
        var second = await Client.PostAsync("/api/artifact", artifact.ToJsonString(), idempotencyKey: Key);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        AssertSame(first.Json, second.Json);
        Assert.Single((await Client.GetAsync($"/api/artifacts?branch={Env}", Cancellation)).AsArray());
    }

    [Fact]
    public async Task Release_AskedForAtOnceWithOneKey_IsOneRequestAndOneCommit()
    {
        var artifact = await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App)), Cancellation);
        var body = Body(artifact);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(
            _ => Client.PostAsync("/api/releases", body, idempotencyKey: Key)));

        var id = Assert.Single(answers.Select(answer => (string)answer.Json!["id"]!).Distinct());
        await ProcessedAsync(id);
        Assert.Single(Branch.Commits(), commit => commit.RequestId == id);
        Assert.Single((await Client.GetAsync($"/api/releases?env={Env}", Cancellation)).AsArray());
    }

    [Fact]
    public async Task Key_UsedForAnotherBody_Is422AndDoesNothing()
    {
        var artifact = await Client.ShipAsync(
            Artifacts.Create(Artifacts.Manifest(Env, App), Artifacts.Manifest(Env, "other")), Cancellation);
        var first = await Client.PostAsync("/api/releases", Body(artifact), idempotencyKey: Key);
        await ProcessedAsync((string)first.Json!["id"]!);
        var tip = Branch.Tip;

        var second = await Client.PostAsync("/api/releases", Body(artifact, "other"), idempotencyKey: Key);

        var detail = second.RefusedWith(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Idempotency-Key", detail, StringComparison.Ordinal);
        Assert.Equal(tip, Branch.Tip);
    }

    private string Body(string artifact, string? app = null) =>
        new JsonObject { ["env"] = Env, ["app"] = app ?? App, ["artifactId"] = artifact }.ToJsonString();
}
