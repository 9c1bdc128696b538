using System.Net;
using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Input;

[Collection(typeof(Standalone))]
public sealed class RefusedRequestStandaloneTests(StandaloneInstallation fixture) : RefusedRequestTests(fixture);

[Collection(typeof(Distributed))]
public sealed class RefusedRequestDistributedTests(DistributedInstallation fixture) : RefusedRequestTests(fixture);

/// <summary>Requests that are refused: each names what is wrong and changes nothing.</summary>
public abstract class RefusedRequestTests(InstallationFixture fixture) : InputSuite(fixture)
{
    public static TheoryData<string> WrongNames => new(
        "a/b", "..", "../up", ".", "a\nb", "a\tb", "a\u0000b", "a\u001bb", "-a", "A", "a b", new string('a', 300));

    [Theory]
    [InlineData("/api/artifact")]
    [InlineData("/api/releases")]
    [InlineData("/api/user")]
    public async Task Body_ThatIsNotJson_Is400WithThePlace(string route)
    {
        var detail = await RefusedAsync(() => Client.PostAsync(route, "{\"a\": 1,\n oops}"), HttpStatusCode.BadRequest);

        Assert.Contains("line 2", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/artifact", """{"version": "v1"}""", "version")]
    [InlineData("/api/artifact", """{"version": {"repositoryName": 7}}""", "version.repositoryName")]
    [InlineData("/api/artifact", """{"environments": {"app": "a"}}""", "environments")]
    [InlineData("/api/artifact", "[]", "The body")]
    [InlineData("/api/artifact", "", "The body")]
    [InlineData("/api/releases", """{"env": ["staging"], "artifactId": "a"}""", "env")]
    [InlineData("/api/releases", """{"env": "staging", "artifactId": {}}""", "artifactId")]
    [InlineData("/api/user", """{"login": true}""", "login")]
    public async Task Body_WithAWrongType_Is400NamingTheField(string route, string body, string field)
    {
        var detail = await RefusedAsync(() => Client.PostAsync(route, body), HttpStatusCode.BadRequest);

        Assert.StartsWith(field, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_Of10MiB_Is413WithTheLimit()
    {
        var artifact = Artifacts.Create(Artifacts.Manifest(Env, App, new string('x', 10 * 1024 * 1024)));

        var detail = await RefusedAsync(
            () => Client.PostAsync("/api/artifact", artifact.ToJsonString()), HttpStatusCode.RequestEntityTooLarge);

        Assert.Contains("8388608", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_OfAnUnknownArtifact_Is404NamingIt()
    {
        var detail = await RefusedAsync(
            () => Client.PostAsync("/api/releases", $$"""{"env": "{{Env}}", "artifactId": "team/shop-unknown"}"""),
            HttpStatusCode.NotFound);

        Assert.Contains("team/shop-unknown", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/eventReleaseTrack?id=unknown")]
    [InlineData("/api/eventArtifactTrack?artifactId=unknown")]
    [InlineData("/api/user/unknown")]
    public async Task Get_OfAnUnknownId_Is404NamingIt(string route)
    {
        var detail = (await Client.AskAsync(route)).RefusedWith(HttpStatusCode.NotFound);

        Assert.Contains("unknown", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_OfAPairThatTheArtifactLacks_Is422ListingWhatItHas()
    {
        var artifact = await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App)), Cancellation);

        var detail = await RefusedAsync(
            () => ReleaseAsync(Env, "absent", artifact), HttpStatusCode.UnprocessableEntity);

        Assert.Contains("absent", detail, StringComparison.Ordinal);
        Assert.Contains($"{App} -> {Env}", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"artifactId": "a"}""", "env")]
    [InlineData("""{"env": "", "artifactId": "a"}""", "env")]
    [InlineData("""{"env": "staging"}""", "artifactId")]
    public async Task Release_WithoutAMandatoryField_Is400NamingIt(string body, string field)
    {
        var detail = await RefusedAsync(() => Client.PostAsync("/api/releases", body), HttpStatusCode.BadRequest);

        Assert.StartsWith(field, detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongNames))]
    public async Task Release_WithAWrongName_Is400NamingTheField(string name)
    {
        var env = await RefusedAsync(() => ReleaseAsync(name, App, "team/shop-1"), HttpStatusCode.BadRequest);
        var app = await RefusedAsync(() => ReleaseAsync(Env, name, "team/shop-1"), HttpStatusCode.BadRequest);

        Assert.StartsWith("env ", env, StringComparison.Ordinal);
        Assert.StartsWith("app ", app, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongNames))]
    public async Task RollbackAndDelete_WithAWrongName_Are400NamingTheField(string name)
    {
        var wrong = Uri.EscapeDataString(name);
        foreach (var route in new[] { "rollback", "delete" })
        {
            var query = $"/api/{route}?sha=0123456789abcdef&";
            var env = await RefusedAsync(
                () => Client.PostAsync($"{query}env={wrong}&app={App}", ""), HttpStatusCode.BadRequest);
            var app = await RefusedAsync(
                () => Client.PostAsync($"{query}env={Env}&app={wrong}", ""), HttpStatusCode.BadRequest);

            Assert.StartsWith("env ", env, StringComparison.Ordinal);
            Assert.StartsWith("app ", app, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("rollback?app=a&sha=0123456789", "env")]
    [InlineData("rollback?env=a&sha=0123456789", "app")]
    [InlineData("rollback?env=a&app=a", "sha")]
    [InlineData("rollback?env=a&app=a&sha=main", "sha")]
    [InlineData("rollback?env=a&app=a&sha=HEAD~1&sha=HEAD", "sha")]
    [InlineData("delete?app=a", "env")]
    [InlineData("delete?env=a", "app")]
    public async Task Post_WithoutAMandatoryParameter_Is400NamingIt(string query, string parameter)
    {
        var detail = await RefusedAsync(() => Client.PostAsync($"/api/{query}", ""), HttpStatusCode.BadRequest);

        Assert.Contains(parameter, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/artifacts?limit=-1", "limit")]
    [InlineData("/api/artifacts?limit=many", "limit")]
    [InlineData("/api/artifacts?offset=1.5", "offset")]
    [InlineData("/api/artifacts?since=yesterday", "since")]
    [InlineData("/api/artifacts?event=merge", "event")]
    [InlineData("/api/releases", "env")]
    [InlineData("/api/releases?env=staging&until=2024-13-01T00:00:00Z", "until")]
    [InlineData("/api/status", "env")]
    [InlineData("/api/status?env=..%2Fup", "env")]
    [InlineData("/api/eventReleaseTrack", "id")]
    [InlineData("/api/eventArtifactTrack", "artifactId")]
    [InlineData("/api/gitopsCommits?limit=9999999999", "limit")]
    public async Task Get_WithAWrongParameter_Is400NamingIt(string route, string parameter)
    {
        var detail = (await Client.AskAsync(route)).RefusedWith(HttpStatusCode.BadRequest);

        Assert.StartsWith(parameter, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifact_WithoutWhatIdentifiesItsCommit_Is400NamingIt()
    {
        var artifact = Artifacts.Create(Artifacts.Manifest(Env, App));
        artifact["version"]!.AsObject().Remove("repositoryName");

        var detail = await RefusedAsync(
            () => Client.PostAsync("/api/artifact", artifact.ToJsonString()), HttpStatusCode.BadRequest);

        Assert.Contains("repositoryName", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifact_WithAnUnknownFieldInAManifest_Is400NamingIt()
    {
        var manifest = Artifacts.Manifest(Env, App).With(new() { ["chrat"] = new JsonObject() });

        var detail = await RefusedAsync(
            () => Client.PostAsync("/api/artifact", Artifacts.Create(manifest).ToJsonString()),
            HttpStatusCode.BadRequest);

        Assert.Contains("chrat", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Webhook_WithoutAGoodSignature_Is401AndMovesNoStatus(string? signature)
    {
        var (id, hash) = await DeployAsync();
        var body = FluxWebhook.Event(Env, hash, Succeeded, "Applied", failed: false).ToJsonString();

        var (status, answer) = await Fixture.Webhook.PostAsync(Env, body, signature, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("X-Signature", answer, StringComparison.Ordinal);
        var result = OnlyResult(await Client.TrackReleaseAsync(id, Cancellation));
        Assert.Equal("NotReconciled", (string)result["gitopsCommitStatus"]!);
    }

    private Task<Answer> ReleaseAsync(string env, string app, string artifact) => Client.PostAsync(
        "/api/releases",
        new JsonObject { ["env"] = env, ["app"] = app, ["artifactId"] = artifact }.ToJsonString());
}
