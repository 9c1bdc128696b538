using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Releases;

[Collection(typeof(Distributed))]
public sealed class ReleaseDistributedTests(DistributedInstallation fixture) : ReleaseTests(fixture);

/// <summary>The way of a release: ship, release, commit, Flux, and what each route tells about it.</summary>
public abstract class ReleaseTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    [Fact]
    public async Task Ship_Artifact_IsAnsweredAsItIsStored()
    {
        var sent = Artifacts.Create(Artifacts.Manifest(Env, App));

        var stored = await Client.PostAsync("/api/artifact", sent, Cancellation);

        Assert.Equal(["id", "created", "version", "context", "environments"], Names(stored));
        Assert.StartsWith("team/shop-", (string)stored["id"]!, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(((string)stored["id"]!)["team/shop-".Length..], out _));
        Assert.InRange((long)stored["created"]!, 1_750_000_000, long.MaxValue);
        Assert.True(JsonNode.DeepEquals(sent["version"], stored["version"]), stored.ToJsonString());
        Assert.True(JsonNode.DeepEquals(sent["context"], stored["context"]), stored.ToJsonString());
        Assert.True(JsonNode.DeepEquals(sent["environments"], stored["environments"]), stored.ToJsonString());
    }

    [Fact]
    public async Task Release_FromShipToFlux_ShowsEveryFieldOnItsWay()
    {
        var artifact = await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App)), Cancellation);

        var accepted = await Client.PostAsync(
            "/api/releases",
            new JsonObject { ["env"] = Env, ["app"] = App, ["artifactId"] = artifact },
            Cancellation);
        Assert.Equal(["id"], Names(accepted));
        var id = (string)accepted["id"]!;

        var processed = await ProcessedAsync(id);
        Assert.Equal(["type", "status", "statusDesc", "results"], Names(processed));
        Assert.Equal(("release", "processed", ""), (
            (string)processed["type"]!, (string)processed["status"]!, (string)processed["statusDesc"]!));
        var result = OnlyResult(processed);
        Assert.Equal(["app", "hash", "status", "gitopsCommitStatus", "env"], Names(result));
        var hash = (string)result["hash"]!;
        Assert.Equal((App, "success", "NotReconciled", Env), (
            (string)result["app"]!,
            (string)result["status"]!,
            (string)result["gitopsCommitStatus"]!,
            (string)result["env"]!));

        var commit = Assert.Single(Branch.Commits(), commit => commit.RequestId == id);
        Assert.Equal(hash, commit.Sha);

        await ReportAppliedAsync(hash);
        result = OnlyResult(await CommitStatusAsync(id, Succeeded));
        Assert.Equal($"Applied revision: main@sha1:{hash}", (string)result["gitopsCommitStatusDesc"]!);
        Assert.Equal(hash, (string)result["hash"]!);
    }
}
