using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Releases;

[Collection(typeof(Standalone))]
public sealed class ReleaseStandaloneTests(StandaloneInstallation fixture) : ReleaseTests(fixture);

[Collection(typeof(Distributed))]
public sealed class ReleaseDistributedTests(DistributedInstallation fixture) : ReleaseTests(fixture);

/// <summary>The way of a release: ship, release, commit, Flux, and what each route tells about it.</summary>
public abstract class ReleaseTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    [Fact]
    public async Task Ship_Artifact_IsAnsweredAndListedAsItIsStored()
    {
        var sent = Artifacts.Create(Artifacts.Manifest(Env, App));
        sent["version"]!["branch"] = Env;

        var stored = await Client.PostAsync("/api/artifact", sent, Cancellation);

        Assert.Equal(["id", "created", "version", "context", "environments"], Names(stored));
        Assert.StartsWith("team/shop-", (string)stored["id"]!, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(((string)stored["id"]!)["team/shop-".Length..], out _));
        Assert.InRange((long)stored["created"]!, 1_750_000_000, long.MaxValue);
        AssertSame(sent["version"], stored["version"]);
        AssertSame(sent["context"], stored["context"]);
        AssertSame(sent["environments"], stored["environments"]);
        var listed = (await Client.GetAsync($"/api/artifacts?branch={Env}", Cancellation)).AsArray();
        AssertSame(stored, Assert.Single(listed));
    }

    [Fact]
    public async Task Release_FromShipToFlux_IsTrackedFieldByField()
    {
        var artifact = await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App)), Cancellation);
        var accepted = await Client.PostAsync(
            "/api/releases",
            new JsonObject { ["env"] = Env, ["app"] = App, ["artifactId"] = artifact },
            Cancellation);
        Assert.Equal(["id"], Names(accepted));
        var id = (string)accepted["id"]!;

        var status = await ProcessedAsync(id);

        var hash = Assert.Single(Branch.Commits(), commit => commit.RequestId == id).Sha;
        AssertSame(Status(new JsonObject { ["gitopsCommitStatus"] = "NotReconciled" }), status);

        await ReportAsync(hash, "Progressing", "Health check passed in 2s");
        status = await CommitStatusAsync(id, "Progressing");
        AssertSame(
            Status(new JsonObject
            {
                ["gitopsCommitStatus"] = "Progressing",
                ["gitopsCommitStatusDesc"] = "Health check passed in 2s",
            }),
            status);

        await ReportAppliedAsync(hash);
        status = await CommitStatusAsync(id, Succeeded);
        AssertSame(
            Status(new JsonObject
            {
                ["gitopsCommitStatus"] = Succeeded,
                ["gitopsCommitStatusDesc"] = $"Applied revision: main@sha1:{hash}",
            }),
            status);

        JsonObject Status(JsonObject commit) => new()
        {
            ["type"] = "release",
            ["status"] = "processed",
            ["statusDesc"] = "",
            ["results"] = new JsonArray(new JsonObject
            {
                ["app"] = App,
                ["hash"] = hash,
                ["status"] = "success",
                ["env"] = Env,
            }.With(commit)),
        };
    }

    [Fact]
    public async Task Release_OnTheRemote_IsOneCommitOfTheAppsFiles()
    {
        var artifact = await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App, "one")), Cancellation);
        var id = await Client.ReleaseAsync(Env, App, artifact, Cancellation);
        var hash = (string)OnlyResult(await ProcessedAsync(id))["hash"]!;

        Assert.Equal(
            [$"{Env}/{App}/manifests.yaml", $"{Env}/{App}/release.json", $"{Env}/release.json"],
            Branch.Files(Env, hash));
        Assert.Contains("content: one\n", Branch.Read($"{Env}/{App}/manifests.yaml", hash), StringComparison.Ordinal);
        var release = JsonNode.Parse(Branch.Read($"{Env}/{App}/release.json", hash))!.AsObject();
        AssertSame(release, JsonNode.Parse(Branch.Read($"{Env}/release.json", hash)));
        Assert.Equal(["app", "env", "artifactId", "triggeredBy", "version", "created"], Names(release));
        Assert.Equal((App, Env, artifact, "admin"), (
            (string)release["app"]!,
            (string)release["env"]!,
            (string)release["artifactId"]!,
            (string)release["triggeredBy"]!));
        AssertSame(Artifacts.Create()["version"], release["version"]);
        Assert.Contains($"Gimlet-Request: {id}\n", Branch.Message(hash), StringComparison.Ordinal);
        Assert.Contains($"Gimlet-Artifact: {artifact}\n", Branch.Message(hash), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_WithoutAnApp_ReleasesEveryAppOfTheEnvironment()
    {
        var artifact = await Client.ShipAsync(
            Artifacts.Create(
                Artifacts.Manifest(Env, App),
                Artifacts.Manifest(Env, "other"),
                Artifacts.Manifest("elsewhere", App)),
            Cancellation);

        var accepted = await Client.PostAsync(
            "/api/releases", new JsonObject { ["env"] = Env, ["artifactId"] = artifact }, Cancellation);
        var results = (await ProcessedAsync((string)accepted["id"]!))["results"]!.AsArray();

        Assert.Equal([(Env, App), (Env, "other")], results.Select(Place));
        Assert.All(results, result => Assert.Equal("success", (string)result!["status"]!));
    }

    [Fact]
    public async Task Release_ThatChangesNothing_MakesNoCommitAndHasTheStatusOfTheLast()
    {
        var (_, hash) = await DeployAsync("same");
        await ReportAppliedAsync(hash);
        var tip = Branch.Tip;

        var (id, again) = await DeployAsync("same");

        Assert.Equal((hash, tip), (again, Branch.Tip));
        var result = OnlyResult(await CommitStatusAsync(id, Succeeded));
        Assert.Equal("success", (string)result["status"]!);
    }

    [Fact]
    public async Task Releases_OfWhichFluxReportsTheSecondRevisionAlone_BothSucceed()
    {
        var artifact = await Client.ShipAsync(
            Artifacts.Create(Artifacts.Manifest(Env, App), Artifacts.Manifest(Env, "other")), Cancellation);
        var first = await Client.ReleaseAsync(Env, App, artifact, Cancellation);
        var second = await Client.ReleaseAsync(Env, "other", artifact, Cancellation);
        var earlier = (string)OnlyResult(await ProcessedAsync(first))["hash"]!;
        var later = (string)OnlyResult(await ProcessedAsync(second))["hash"]!;
        Assert.NotEqual(earlier, later);

        await ReportAppliedAsync(later);

        await CommitStatusAsync(first, Succeeded);
        await CommitStatusAsync(second, Succeeded);
    }

    [Fact]
    public async Task Release_ThatFluxFailsToApply_ShowsFluxesWords()
    {
        var (id, hash) = await DeployAsync();
        const string Words = "health check failed after 5m0s: timeout waiting for: [Deployment/default/x]";

        await Fixture.Webhook.ReportAsync(Env, hash, "HealthCheckFailed", Words, failed: true, Cancellation);

        var result = OnlyResult(await CommitStatusAsync(id, "HealthCheckFailed"));
        Assert.Equal(("success", Words), ((string)result["status"]!, (string)result["gitopsCommitStatusDesc"]!));
    }

    private static (string Env, string App) Place(JsonNode? result) =>
        ((string)result!["env"]!, (string)result["app"]!);

    private Task ReportAsync(string sha, string reason, string message) =>
        Fixture.Webhook.ReportAsync(Env, sha, reason, message, failed: false, Cancellation);
}
