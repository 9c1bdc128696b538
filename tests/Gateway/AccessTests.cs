namespace Gimlet.Gateway.Tests;

public sealed class AccessTests
{
    public static TheoryData<string, string> Routes => new()
    {
        { "POST", "/api/artifact" },
        { "GET", "/api/artifacts" },
        { "POST", "/api/releases" },
        { "GET", "/api/releases?env=e" },
        { "GET", "/api/status?env=e" },
        { "POST", "/api/rollback?env=e&app=a&sha=s" },
        { "POST", "/api/delete?env=e&app=a" },
        { "GET", "/api/eventReleaseTrack?id=1" },
        { "GET", "/api/eventArtifactTrack?artifactId=1" },
        { "POST", "/api/flux-events" },
        { "GET", "/api/gitopsCommits" },
        { "GET", "/api/gitopsRepo" },
        { "POST", "/api/user" },
        { "GET", "/api/users" },
        { "GET", "/api/user/admin" },
        { "DELETE", "/api/user/admin" },
    };

    [Fact]
    public async Task Route_WithoutATokenOrWithABadOne_Is401AndDoesNothing()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var stranger = gateway.As("gimlet_wrong");

        foreach (var (method, route) in Routes.Select(row => row.Data))
        {
            var (without, _) = await gateway.SendAsync(new HttpMethod(method), route, client: gateway.Anonymous);
            var (bad, problem) = await gateway.SendAsync(new HttpMethod(method), route, client: stranger);

            Assert.True((without, bad) == (401, 401), $"{method} {route} answered {without} and {bad}");
            Assert.Contains("token", (string)problem!["detail"]!, StringComparison.Ordinal);
        }

        Assert.Empty(gateway.Releases.Requests);
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    public async Task Route_ThatTellsNoSecrets_IsOpen(string route)
    {
        await using var gateway = await TestGateway.StartAsync();

        using var response = await gateway.Anonymous.GetAsync(
            new Uri(route, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Token_InTheQuery_IsTaken()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (good, _) = await gateway.GetAsync(
            $"/api/artifacts?limit=3&access_token={TestGateway.AdminToken}", gateway.Anonymous);
        var (bad, _) = await gateway.GetAsync("/api/artifacts?access_token=wrong", gateway.Anonymous);

        Assert.Equal((200, 401), (good, bad));
        Assert.Equal(3, gateway.Artifacts.LastList!.Limit);
    }

    [Theory]
    [InlineData(null, "Bearer realm=\"gimlet\"")]
    [InlineData("wrong", "Bearer realm=\"gimlet\", error=\"invalid_token\"")]
    public async Task Challenge_SaysWhatIsExpected(string? token, string expected)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = token is null ? null : gateway.As(token);

        using var response = await (client ?? gateway.Anonymous).GetAsync(
            new Uri("/api/artifacts", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(expected, string.Join(", ", response.Headers.WwwAuthenticate));
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("DELETE", "/api/artifacts", 405)]
    [InlineData("GET", "/api/user/..%2fx", 404)]
    public async Task Route_ThatIsNotThere_IsAProblem(string method, string route, int expected)
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, problem) = await gateway.SendAsync(new HttpMethod(method), route);

        Assert.Equal(expected, status);
        Assert.Equal(expected, (int)problem!["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["detail"]!);
    }
}
