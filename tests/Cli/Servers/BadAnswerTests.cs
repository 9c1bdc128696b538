using Gimlet.Testing.Servers;

namespace Gimlet.Cli.Tests.Servers;

/// <summary>Whatever is wrong with the server: one line that says what to do.</summary>
public sealed class BadAnswerTests
{
    private const string Page = "<html><body>Sign in to the proxy</body></html>";

    [Theory]
    [InlineData(null, "t", "No server: set GIMLET_SERVER or --server")]
    [InlineData("http://127.0.0.1:1", null, "No token: set GIMLET_TOKEN or --token")]
    [InlineData("gimlet.example.com", "t", "must begin with http:// or https://")]
    [InlineData("ftp://gimlet.example.com", "t", "must begin with http:// or https://")]
    [InlineData("http://127.0.0.1:1", "to\nken", "holds characters that no token has")]
    public async Task Server_NotSetRight_IsWrongUsage(string? server, string? token, string expected)
    {
        var shell = new TestShell();
        shell.Variables["GIMLET_SERVER"] = server ?? "";
        shell.Variables["GIMLET_TOKEN"] = token ?? "";

        var exitCode = await CommandLine.RunAsync(["release", "list", "--env", "staging"], shell.Shell);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, shell.Error);
        Assert.Single(shell.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Server_Down_IsNamed()
    {
        var address = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", FreePort.Next()).Uri;

        var result = await GimletCommand.RunAsync(address, "artifact", "list");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"❌ {address} cannot be reached (Connection refused): is Gimlet running", result.OneError);
    }

    [Theory]
    [InlineData(200, "text/html", Page, "answered 200 with text/html, which is not Gimlet's API")]
    [InlineData(502, "text/html", Page, "answered 502 with text/html, which is not Gimlet's API")]
    [InlineData(404, "text/plain", "404 page not found", "answered 404 with text/plain, which is not Gimlet's API")]
    [InlineData(200, "application/json", "{", "which is not Gimlet's API")]
    [InlineData(200, "application/json", """{"no":"list"}""", "is not what this command line knows")]
    [InlineData(
        401, "application/problem+json", """{"detail":"The token is unknown.","requestId":"4bf9"}""",
        "❌ The token is unknown. Set GIMLET_TOKEN or --token to a valid token. (request 4bf9)")]
    [InlineData(
        422, "application/problem+json", """{"detail":"The artifact has no app shop; it has web."}""",
        "❌ The artifact has no app shop; it has web.")]
    [InlineData(500, "application/problem+json", "{", "answered 500 with application/problem+json")]
    public async Task Answer_ThatIsNoSuccess_IsExplained(int status, string contentType, string body, string expected)
    {
        await using var server = await FakeServer.StartAsync(status, contentType, body);

        var (exitCode, output, error) = await RunAsync(server, "artifact", "list");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Answer_ThatIsARedirect_NamesWhereItLeads()
    {
        await using var server = await FakeServer.StartAsync((context, _) =>
        {
            context.Response.Redirect("https://gimlet.example.com/api/artifacts");
            return Task.CompletedTask;
        });

        var (exitCode, _, error) = await RunAsync(server, "artifact", "list");

        Assert.Equal(1, exitCode);
        Assert.Contains("sends clients on to https://gimlet.example.com/api/artifacts", error);
    }

    [Fact]
    public async Task Push_ServerThatIsBusy_IsTriedAgainWithTheSameKey()
    {
        using var folder = new TemporaryFolder();
        var artifact = folder.Write("artifact.json", """{"version":{"sha":"1"}}""");
        await using var server = await FakeServer.StartAsync((context, number) => number == 1
            ? FakeServer.WriteAsync(context, 503, "application/problem+json", """{"detail":"busy"}""")
            : FakeServer.WriteAsync(context, 201, "application/json", """{"id":"team/shop-1"}"""));

        var (exitCode, output, _) = await RunAsync(server, "artifact", "push", "-f", artifact, "-o", "json");

        var requests = server.Requests.ToArray();
        Assert.Equal((0, "{\n  \"id\": \"team/shop-1\"\n}\n"), (exitCode, output));
        Assert.Equal(["POST /api/artifact", "POST /api/artifact"], requests.Select(request => request.Line));
        Assert.Single(requests.Select(request => request.Key).Distinct());
        Assert.Equal("Bearer t", requests[0].Authorization);
        Assert.Equal("{\n  \"version\": {\n    \"sha\": \"1\"\n  }\n}\n", requests[1].Body);
    }

    [Fact]
    public async Task Server_BehindAPath_IsAskedThere()
    {
        await using var server = await FakeServer.StartAsync(200, "application/json", "[]");

        await RunAsync(
            new Uri(server.Address, "/gimlet"), "artifact", "list", "--sha", "1", "--sha=2", "--repo", "a/b c");

        Assert.Equal(
            ["GET /gimlet/api/artifacts?repository=a%2Fb%20c&sha=1&sha=2&limit=3"],
            server.Requests.Select(request => request.Line));
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(
        FakeServer server, params string[] arguments) => RunAsync(server.Address, arguments);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        Uri address, params string[] arguments)
    {
        var shell = new TestShell(TimeProvider.System);
        var exitCode = await shell.RunAsync(address, arguments);
        return (exitCode, shell.Output, shell.Error);
    }
}
