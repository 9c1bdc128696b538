using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Policies;

[Collection(typeof(Standalone))]
public sealed class PolicyStandaloneTests(StandaloneInstallation fixture) : PolicyTests(fixture);

[Collection(typeof(Distributed))]
public sealed class PolicyDistributedTests(DistributedInstallation fixture) : PolicyTests(fixture);

/// <summary>What is released on its own when an artifact is shipped.</summary>
public abstract class PolicyTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    [Fact]
    public async Task Push_ToMain_ReleasesWhatMatchesAndTellsWhyTheOthersDoNot()
    {
        var id = await Client.ShipAsync(
            Artifacts.Create(
                Artifacts.Manifest(Env, "matches").WithPolicy(new() { ["branch"] = "ma*", ["event"] = "push" }),
                Artifacts.Manifest(Env, "negated").WithPolicy(new() { ["branch"] = "!main", ["event"] = "push" }),
                Artifacts.Manifest(Env, "tag-only").WithPolicy(new() { ["tag"] = "v*", ["event"] = "tag" }),
                Artifacts.Manifest(Env, "manual")),
            Cancellation);

        var status = await EvaluatedAsync(id);

        Assert.Equal(("artifact", "processed"), ((string)status["type"]!, (string)status["status"]!));
        var result = OnlyResult(status);
        Assert.Equal((Env, "matches", "success"), (
            (string)result["env"]!, (string)result["app"]!, (string)result["status"]!));
        Assert.Equal(
            [$"{Env}/matches/manifests.yaml", $"{Env}/matches/release.json", $"{Env}/release.json"],
            Branch.Files(Env));
        Assert.Equal(
            [
                $"negated -> {Env} was not released: branch 'main' does not match '!main'",
                $"tag-only -> {Env} was not released: event 'push' is not 'tag'",
                $"manual -> {Env} was not released: it has no release policy",
            ],
            ((string)status["statusDesc"]!).Split("; "));
        var release = Assert.Single((await Client.GetAsync($"/api/releases?env={Env}", Cancellation)).AsArray())!;
        Assert.Equal(("policy", id), ((string)release["triggeredBy"]!, (string)release["artifactId"]!));
    }

    [Fact]
    public async Task Tag_WithATagPolicy_IsReleasedAndABranchPolicyIsNot()
    {
        var artifact = Artifacts.Create(
            Artifacts.Manifest(Env, "tagged").WithPolicy(new() { ["tag"] = "v*", ["event"] = "tag" }),
            Artifacts.Manifest(Env, "pushed").WithPolicy(new() { ["branch"] = "main", ["event"] = "push" }));
        artifact["version"]!["event"] = "tag";
        artifact["version"]!["tag"] = "v1.2.3";

        var status = await EvaluatedAsync(await Client.ShipAsync(artifact, Cancellation));

        Assert.Equal("tagged", (string)OnlyResult(status)["app"]!);
        Assert.Contains($"pushed -> {Env} was not released", (string)status["statusDesc"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_WithoutAnyMatch_IsProcessedWithoutResults()
    {
        var tip = Branch.Tip;

        var status = await EvaluatedAsync(
            await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App)), Cancellation));

        Assert.Equal("processed", (string)status["status"]!);
        Assert.Empty(status["results"]!.AsArray());
        Assert.Equal(tip, Branch.Tip);
    }

    [Fact]
    public async Task Push_WithVariables_ReleasesWhatTheyResolveTo()
    {
        var manifest = Artifacts.Manifest(Env, "shop-{{ .BRANCH | sanitizeDNSName }}", "{{ .SHA }}")
            .WithPolicy(new() { ["branch"] = "feature/*", ["event"] = "push" });
        var artifact = Artifacts.Create(manifest);
        artifact["version"]!["branch"] = "feature/Cart";
        artifact["context"] = new JsonObject { ["BRANCH"] = "feature/Cart", ["SHA"] = "abc1234" };

        var result = OnlyResult(await EvaluatedAsync(await Client.ShipAsync(artifact, Cancellation)));

        Assert.Equal(("shop-feature-cart", "success"), ((string)result["app"]!, (string)result["status"]!));
        Assert.Contains(
            "content: abc1234\n",
            Branch.Read($"{Env}/shop-feature-cart/manifests.yaml"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_WithABadGlobInOneManifest_FailsThatOneAloneAndNamesThePattern()
    {
        var id = await Client.ShipAsync(
            Artifacts.Create(
                Artifacts.Manifest(Env, "good").WithPolicy(new() { ["branch"] = "main", ["event"] = "push" }),
                Artifacts.Manifest(Env, "bad").WithPolicy(new() { ["branch"] = "[z-a", ["event"] = "push" })),
            Cancellation);

        var results = (await EvaluatedAsync(id))["results"]!.AsArray();

        Assert.Equal(
            [("good", "success"), ("bad", "failure")],
            results.Select(result => ((string)result!["app"]!, (string)result["status"]!)));
        Assert.Contains("[z-a", (string)results[1]!["statusDesc"]!, StringComparison.Ordinal);
        Assert.Empty(Branch.Files($"{Env}/bad"));
    }
}
