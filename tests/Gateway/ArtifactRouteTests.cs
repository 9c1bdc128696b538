using Grpc.Core;

namespace Gimlet.Gateway.Tests;

public sealed class ArtifactRouteTests
{
    private const string Full = """
        {
          "id": "chosen-by-the-client", "created": 5,
          "version": {
            "repositoryName": "team/shop", "sha": "abc", "created": 1700000000, "branch": "main", "event": "push",
            "sourceBranch": "feature", "targetBranch": "main", "tag": "v1", "authorName": "Jane", "authorEmail": "j@x",
            "committerName": "Joe", "committerEmail": "joe@x", "message": "Sell more", "url": "https://example.com",
            "unknown": 1
          },
          "context": {"BRANCH": "main"},
          "environments": [{"app": "shop", "env": "staging", "values": {"ratio": 1.50}}],
          "items": [{"name": "CI", "n": 1}],
          "vars": {"A": "b=c"},
          "unknown": []
        }
        """;

    [Fact]
    public async Task Ship_FullArtifact_AnswersWithEveryFieldAndTheServersIdAndTime()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, body) = await gateway.PostAsync("/api/artifact", Full);

        Assert.Equal(201, status);
        Assert.Matches("^team/shop-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", (string)body!["id"]!);
        body["id"] = "ID";
        Assert.Equal(
            """
            {"id":"ID","created":1700000123,
            "version":{"repositoryName":"team/shop","sha":"abc","created":1700000000,"branch":"main","event":"push",
            "sourceBranch":"feature","targetBranch":"main","tag":"v1","authorName":"Jane","authorEmail":"j@x",
            "committerName":"Joe","committerEmail":"joe@x","message":"Sell more","url":"https://example.com"},
            "context":{"BRANCH":"main"},"environments":[{"app":"shop","env":"staging","values":{"ratio":1.50}}],
            "items":[{"name":"CI","n":1}],"vars":{"A":"b=c"}}
            """.ReplaceLineEndings(""),
            body.ToJsonString());
    }

    [Fact]
    public async Task Ship_EmptyFields_AreLeftOut()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (_, body) = await gateway.PostAsync(
            "/api/artifact",
            """{"version": {"repositoryName": "r", "sha": "s", "tag": "", "created": null}, "vars": null}""");

        body!["id"] = "ID";
        Assert.Equal(
            """{"id":"ID","created":1700000123,"version":{"repositoryName":"r","sha":"s"}}""", body.ToJsonString());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("null", "null")]
    [InlineData("{\n  \"version\": oops\n}", "line 2, column 14")]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "wrong type")]
    [InlineData("\"text\"", "wrong type")]
    [InlineData("""{"version": {"created": "yesterday"}}""", "version.created")]
    [InlineData("""{"version": {"created": 1.5}}""", "version.created")]
    [InlineData("""{"version": 7}""", "version")]
    [InlineData("""{"context": {"A": 1}}""", "context.A")]
    [InlineData("""{"environments": {}}""", "environments")]
    [InlineData("""{"cueEnvironments": [1]}""", "cueEnvironments[0]")]
    [InlineData("""{"version": {"message": "\ud800"}}""", "version.message")]
    [InlineData("""{"vars": {"\ud800": "x"}}""", "vars")]
    public async Task Ship_BadBody_Is400ThatSaysWhere(string body, string detail)
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, problem) = await gateway.PostAsync("/api/artifact", body);

        Assert.Equal(400, status);
        Assert.Contains(detail, (string)problem!["detail"]!, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Artifacts.ShipCalls);
    }

    [Fact]
    public async Task Ship_RefusedByTheService_Is400WithItsReason()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Artifacts.Failure = new RpcException(
            new Status(StatusCode.InvalidArgument, "environments[1].deploy.branch: must be text"));

        var (status, problem) = await gateway.PostAsync("/api/artifact", Full);

        Assert.Equal(400, status);
        Assert.Equal("environments[1].deploy.branch: must be text", (string)problem!["detail"]!);
    }

    [Theory]
    [InlineData(10 * 1024 * 1024)]
    [InlineData(40 * 1024 * 1024)]
    public async Task Ship_BodyOverTheLimit_Is413(int length)
    {
        await using var gateway = await TestGateway.StartAsync();
        var body = $$$"""{"version": {"message": "{{{new string('x', length)}}}"}}""";

        int status;
        try
        {
            (status, _) = await gateway.PostAsync("/api/artifact", body);
        }
        catch (HttpRequestException) when (length > 32 * 1024 * 1024)
        {
            // The server does not read on for ever: a client that sends much too much may see the connection close.
            status = 413;
        }

        Assert.Equal(413, status);
        Assert.Equal(0, gateway.Artifacts.ShipCalls);
    }

    [Fact]
    public async Task List_EveryFilter_ReachesTheService()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, body) = await gateway.GetAsync(
            "/api/artifacts?limit=5&offset=2&since=2024-01-01T00:00:00Z&until=2024-01-01T01:00:00.5+01:00"
            + "&repository=team/shop&branch=main&sourceBranch=f&sha=a&sha=b&event=pr");

        Assert.Equal(200, status);
        Assert.Equal("[]", body!.ToJsonString());
        var list = gateway.Artifacts.LastList!;
        Assert.Equal((5, 2), (list.Limit, list.Offset));
        Assert.Equal((1_704_067_200_000_000, 1_704_067_200_500_000), (list.Since, list.Until));
        Assert.Equal(("team/shop", "main", "f", "pr"), (list.Repository, list.Branch, list.SourceBranch, list.Event));
        Assert.Equal(["a", "b"], list.Shas);
    }

    [Fact]
    public async Task List_WithoutParametersOrWithEmptyOnes_AsksForTen()
    {
        await using var gateway = await TestGateway.StartAsync();

        await gateway.GetAsync("/api/artifacts?limit=&since=&event=");

        Assert.Equal(10, gateway.Artifacts.LastList!.Limit);
        Assert.Equal(0, gateway.Artifacts.LastList!.Since);
    }

    [Theory]
    [InlineData("limit=abc", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("offset=-5", "offset")]
    [InlineData("since=yesterday", "since")]
    [InlineData("since=2024-13-01T00:00:00Z", "since")]
    [InlineData("until=2024-01-01", "until")]
    [InlineData("until=2024-01-01T00:00:00", "until")]
    [InlineData("event=foo", "event")]
    [InlineData("branch=a%00b", "branch")]
    [InlineData("sha=%0a", "sha")]
    public async Task List_WrongParameter_Is400NamingIt(string query, string name)
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, problem) = await gateway.GetAsync("/api/artifacts?" + query);

        Assert.Equal(400, status);
        Assert.StartsWith(name + " ", (string)problem!["detail"]!, StringComparison.Ordinal);
        Assert.Null(gateway.Artifacts.LastList);
    }
}
