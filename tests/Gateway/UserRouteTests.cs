using Microsoft.Extensions.Time.Testing;

namespace Gimlet.Gateway.Tests;

public sealed class UserRouteTests
{
    [Fact]
    public async Task Create_User_ShowsItsTokenOnceAndTheTokenWorks()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, body) = await gateway.PostAsync("/api/user", """{"login": "jane"}""");

        Assert.Equal(201, status);
        var token = (string)body!["token"]!;
        Assert.Matches("^gimlet_[A-Za-z0-9_-]{43}$", token);
        Assert.Equal($$"""{"login":"jane","admin":false,"token":"{{token}}"}""", body.ToJsonString());
        using var jane = gateway.As(token);
        Assert.Equal(200, (await gateway.GetAsync("/api/artifacts", jane)).Status);
        Assert.Equal(403, (await gateway.GetAsync("/api/users", jane)).Status);
        Assert.Equal(403, (await gateway.PostAsync("/api/user", """{"login": "x"}""", client: jane)).Status);
        var (_, shown) = await gateway.GetAsync("/api/user/jane");
        Assert.Equal("""{"login":"jane","admin":false}""", shown!.ToJsonString());
        var (_, all) = await gateway.GetAsync("/api/users");
        Assert.Equal("""[{"login":"admin","admin":true},{"login":"jane","admin":false}]""", all!.ToJsonString());
    }

    [Fact]
    public async Task Create_TakenLogin_Is409()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, _) = await gateway.PostAsync("/api/user", """{"login": "admin"}""");

        Assert.Equal(409, status);
    }

    [Theory]
    [InlineData("{}", "login")]
    [InlineData("""{"login": ""}""", "login")]
    [InlineData("""{"login": "a b"}""", "login")]
    [InlineData("""{"login": "../admin"}""", "login")]
    [InlineData("""{"login": "-a"}""", "login")]
    [InlineData("""{"login": "a\n"}""", "login")]
    [InlineData("""{"login": "policy"}""", "login")]
    [InlineData("""{"login": 5}""", "login")]
    [InlineData("""{"login": "jane", "admin": "yes"}""", "admin")]
    [InlineData("""{"login": "jane", "expires": "soon"}""", "expires")]
    [InlineData("""{"login": "jane", "expires": "2001-01-01T00:00:00Z"}""", "expires")]
    public async Task Create_BadInput_Is400NamingTheField(string body, string field)
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, problem) = await gateway.PostAsync("/api/user", body);

        Assert.Equal(400, status);
        Assert.StartsWith(field + " ", (string)problem!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_LongLogin_Is400()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, _) = await gateway.PostAsync("/api/user", $$"""{"login": "{{new string('a', 65)}}"}""");

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Token_ThatExpired_Is401()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var gateway = await TestGateway.StartAsync(
            TestGateway.CreateFolder(), ownsFolder: true, [$"ADMIN_TOKEN={TestGateway.AdminToken}"], clock);
        var (_, body) = await gateway.PostAsync(
            "/api/user", """{"login": "jane", "expires": "2030-01-01T01:00:00+00:30"}""");
        using var jane = gateway.As((string)body!["token"]!);
        Assert.Equal("2030-01-01T00:30:00Z", (string)body["expires"]!);
        Assert.Equal(200, (await gateway.GetAsync("/api/artifacts", jane)).Status);

        clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(401, (await gateway.GetAsync("/api/artifacts", jane)).Status);
    }

    [Fact]
    public async Task Delete_User_TakesItsTokenAtOnce()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (_, body) = await gateway.PostAsync("/api/user", """{"login": "jane"}""");
        using var jane = gateway.As((string)body!["token"]!);

        var (deleted, _) = await gateway.SendAsync(HttpMethod.Delete, "/api/user/jane");
        var (again, _) = await gateway.SendAsync(HttpMethod.Delete, "/api/user/jane");

        Assert.Equal((204, 404), (deleted, again));
        Assert.Equal(401, (await gateway.GetAsync("/api/artifacts", jane)).Status);
        Assert.Equal(404, (await gateway.GetAsync("/api/user/jane")).Status);
    }

    [Fact]
    public async Task Delete_LastAdmin_Is409UntilThereIsAnother()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (alone, _) = await gateway.SendAsync(HttpMethod.Delete, "/api/user/admin");
        await gateway.PostAsync("/api/user", """{"login": "second", "admin": true}""");
        var (accompanied, _) = await gateway.SendAsync(HttpMethod.Delete, "/api/user/admin");

        Assert.Equal((409, 204), (alone, accompanied));
    }
}
