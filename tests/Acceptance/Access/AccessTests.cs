using System.Net;
using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Acceptance.Tests.Access;

[Collection(typeof(Standalone))]
public sealed class AccessStandaloneTests(StandaloneInstallation fixture) : AccessTests(fixture);

[Collection(typeof(Distributed))]
public sealed class AccessDistributedTests(DistributedInstallation fixture) : AccessTests(fixture);

/// <summary>Who may do what.</summary>
public abstract class AccessTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    private string Login { get; } = $"user-{Guid.NewGuid():N}";

    [Theory]
    [InlineData("/api/artifacts")]
    [InlineData("/api/releases?env=staging")]
    [InlineData("/api/status?env=staging")]
    [InlineData("/api/eventReleaseTrack?id=1")]
    [InlineData("/api/gitopsCommits")]
    [InlineData("/api/gitopsRepo")]
    [InlineData("/api/users")]
    public async Task Route_WithoutAToken_Is401(string route) =>
        (await Client.AskAsync(route, token: "")).RefusedWith(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task User_FromCreationToDeletion_MayWhatUsersMay()
    {
        var created = await Client.PostAsync("/api/user", new JsonObject { ["login"] = Login }, Cancellation);
        Assert.Equal(["login", "admin", "token"], Names(created));
        Assert.Equal((Login, false), ((string)created["login"]!, (bool)created["admin"]!));
        var token = (string)created["token"]!;

        Assert.Equal(HttpStatusCode.OK, (await Client.AskAsync("/api/artifacts", token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Client.AskAsync($"/api/artifacts?access_token={token}", "")).Status);
        (await Client.AskAsync("/api/users", token)).RefusedWith(HttpStatusCode.Forbidden);
        (await Client.PostAsync("/api/user", """{"login": "x"}""", token)).RefusedWith(HttpStatusCode.Forbidden);
        var shown = await Client.GetAsync($"/api/user/{Login}", Cancellation);
        AssertSame(new JsonObject { ["login"] = Login, ["admin"] = false }, shown);
        Assert.Contains(Login, await LoginsAsync());

        using var deletion = new HttpRequestMessage(HttpMethod.Delete, $"/api/user/{Login}");
        Assert.Equal(HttpStatusCode.NoContent, (await Client.SendAsync(deletion)).Status);

        (await Client.AskAsync("/api/artifacts", token)).RefusedWith(HttpStatusCode.Unauthorized);
        Assert.DoesNotContain(Login, await LoginsAsync());
        (await Client.AskAsync($"/api/user/{Login}")).RefusedWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Release_ByAUser_NamesItAsItsTrigger()
    {
        var created = await Client.PostAsync("/api/user", new JsonObject { ["login"] = Login }, Cancellation);
        using var user = new GimletClient(Fixture.Gimlet.Address, (string)created["token"]!);

        var artifact = await user.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App)), Cancellation);
        await ProcessedAsync(await user.ReleaseAsync(Env, App, artifact, Cancellation));

        var release = Assert.Single((await user.GetAsync($"/api/releases?env={Env}", Cancellation)).AsArray())!;
        Assert.Equal(Login, (string)release["triggeredBy"]!);
    }

    [Fact]
    public async Task Token_ThatHasExpired_Is401()
    {
        var expires = TimeProvider.System.GetUtcNow().AddSeconds(2).ToString("O");
        var created = await Client.PostAsync(
            "/api/user", new JsonObject { ["login"] = Login, ["expires"] = expires }, Cancellation);
        var token = (string)created["token"]!;

        await Eventually.HoldsAsync(
            async () => (await Client.AskAsync("/api/artifacts", token)).Status == HttpStatusCode.Unauthorized,
            "the token to expire",
            cancellationToken: Cancellation);

        var shown = await Client.GetAsync($"/api/user/{Login}", Cancellation);
        Assert.Equal((string)created["expires"]!, (string)shown["expires"]!);
    }

    [Fact]
    public async Task Token_WithOneCharacterChanged_Is401()
    {
        var created = await Client.PostAsync("/api/user", new JsonObject { ["login"] = Login }, Cancellation);
        var token = (string)created["token"]!;
        var forged = token[..^2] + (token[^2] == 'a' ? 'b' : 'a') + token[^1];

        var detail = (await Client.AskAsync("/api/artifacts", forged)).RefusedWith(HttpStatusCode.Unauthorized);

        Assert.Contains("token", detail, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> LoginsAsync() =>
        (await Client.GetAsync("/api/users", Cancellation)).AsArray().Select(user => (string)user!["login"]!);
}
