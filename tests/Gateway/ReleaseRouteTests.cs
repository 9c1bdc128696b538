using Gimlet.Protos.Gitops;
using Gimlet.Protos.Releases;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace Gimlet.Gateway.Tests;

public sealed class ReleaseRouteTests
{
    private static readonly Release Shop = new()
    {
        App = "shop",
        Env = "staging",
        ArtifactId = "team/shop-1",
        TriggeredBy = "jane",
        Version = new Protos.Artifacts.Version { RepositoryName = "team/shop", Sha = "abc" },
        GitopsRef = "176da9",
        GitopsRepo = "https://example.com/gitops.git",
        GitopsCommitStatus = "NotReconciled",
        GitopsCommitCreated = 1_700_000_000,
        Created = 1_700_000_001,
    };

    private static readonly string ShopJson = """
        {"app":"shop","env":"staging","artifactId":"team/shop-1","triggeredBy":"jane",
        "version":{"repositoryName":"team/shop","sha":"abc"},
        "gitopsRef":"176da9","gitopsRepo":"https://example.com/gitops.git",
        "gitopsCommitStatus":"NotReconciled","gitopsCommitStatusDesc":"","gitopsCommitCreated":1700000000,
        "created":1700000001,"rolledBack":false}
        """.ReplaceLineEndings("");

    [Fact]
    public async Task Release_Accepted_Is201WithTheIdThatPolicyGot()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, body) = await gateway.PostAsync(
            "/api/releases", """{"env": "staging", "artifactId": "team/shop-1", "more": 1}""");

        Assert.Equal(201, status);
        var (id, message) = Assert.Single(gateway.Releases.Requests);
        Assert.Equal($$"""{"id":"{{id}}"}""", body!.ToJsonString());
        Assert.True(Guid.TryParse(id, out _));
        var request = Assert.IsType<RequestReleaseRequest>(message);
        Assert.Equal(
            ("staging", "", "team/shop-1", "admin"),
            (request.Env, request.App, request.ArtifactId, request.TriggeredBy));
    }

    [Theory]
    [InlineData("{}", "env")]
    [InlineData("""{"env": "staging"}""", "artifactId")]
    [InlineData("""{"env": "", "artifactId": "a"}""", "env")]
    [InlineData("""{"env": 1, "artifactId": "a"}""", "env")]
    [InlineData("""{"env": "staging", "artifactId": "a", "app": []}""", "app")]
    public async Task Release_BadBody_Is400NamingTheField(string body, string field)
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, problem) = await gateway.PostAsync("/api/releases", body);

        Assert.Equal(400, status);
        Assert.StartsWith(field + " ", (string)problem!["detail"]!, StringComparison.Ordinal);
        Assert.Empty(gateway.Releases.Requests);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument, 400)]
    [InlineData(StatusCode.NotFound, 404)]
    [InlineData(StatusCode.AlreadyExists, 409)]
    [InlineData(StatusCode.FailedPrecondition, 422)]
    [InlineData(StatusCode.Internal, 500)]
    [InlineData(StatusCode.Unauthenticated, 500)]
    [InlineData(StatusCode.DeadlineExceeded, 504)]
    public async Task Release_RefusedByPolicy_IsTheProblemOfThatStatus(StatusCode code, int expected)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.Failure = new RpcException(new Status(code, "the reason"));

        var (status, problem) = await gateway.PostAsync("/api/releases", """{"env": "e", "artifactId": "a"}""");

        Assert.Equal(expected, status);
        Assert.Equal(expected, (int)problem!["status"]!);
        Assert.Equal(expected < 500, (string)problem["detail"]! == "the reason");
        Assert.NotEmpty((string)problem["requestId"]!);
    }

    [Fact]
    public async Task Rollback_Accepted_Is201AndReachesPolicy()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, body) = await gateway.PostAsync("/api/rollback?env=staging&app=shop&sha=176da9");

        Assert.Equal(201, status);
        var (id, message) = Assert.Single(gateway.Releases.Requests);
        Assert.Equal(id, (string)body!["id"]!);
        var request = Assert.IsType<RequestRollbackRequest>(message);
        Assert.Equal(
            ("staging", "shop", "176da9", "admin"), (request.Env, request.App, request.TargetSha, request.TriggeredBy));
    }

    [Theory]
    [InlineData("/api/rollback?app=shop&sha=1", "env")]
    [InlineData("/api/rollback?env=staging&sha=1", "app")]
    [InlineData("/api/rollback?env=staging&app=shop", "sha")]
    [InlineData("/api/delete?app=shop", "env")]
    [InlineData("/api/delete?env=staging", "app")]
    public async Task Post_WithoutAMandatoryParameter_Is400NamingIt(string route, string name)
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, problem) = await gateway.PostAsync(route);

        Assert.Equal(400, status);
        Assert.Equal($"{name} is mandatory", (string)problem!["detail"]!);
        Assert.Empty(gateway.Releases.Requests);
    }

    [Fact]
    public async Task List_Releases_ShowsEveryFieldAndPassesEveryFilter()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Gitops.Releases.Add(Shop);

        var (status, body) = await gateway.GetAsync(
            "/api/releases?env=staging&app=shop&limit=3&offset=1&since=2024-01-01T00:00:00Z&git-repo=team/shop");

        Assert.Equal(200, status);
        Assert.Equal($"[{ShopJson}]", body!.ToJsonString());
        var list = gateway.Gitops.LastList!;
        Assert.Equal(("staging", "shop", "team/shop"), (list.Env, list.App, list.SourceRepository));
        Assert.Equal((3, 1, 1_704_067_200_000_000, 0), (list.Limit, list.Offset, list.Since, list.Until));
    }

    [Theory]
    [InlineData("/api/releases")]
    [InlineData("/api/status")]
    public async Task Get_WithoutEnv_Is400NamingIt(string route)
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, problem) = await gateway.GetAsync(route);

        Assert.Equal(400, status);
        Assert.Equal("env is mandatory", (string)problem!["detail"]!);
    }

    [Fact]
    public async Task Status_KnownAndUnknownApp_IsItsReleaseOrNull()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Gitops.Releases.Add(Shop);

        var (_, all) = await gateway.GetAsync("/api/status?env=staging");
        var (_, unknown) = await gateway.GetAsync("/api/status?env=staging&app=Other");

        Assert.Equal($$"""{"shop":{{ShopJson}}}""", all!.ToJsonString());
        Assert.Equal("""{"Other":null}""", unknown!.ToJsonString());
    }

    [Fact]
    public async Task Delete_Processed_Is200WhenPolicySaysSo()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.FirstStatus = new RequestStatus { Version = 1, Type = "delete", Status = "new" };

        var deletion = gateway.PostAsync("/api/delete?env=staging&app=shop");
        var id = await gateway.FirstRequestAsync();
        Assert.False(deletion.IsCompleted);
        gateway.Releases.Log(id).Add(
            new RequestStatus { Version = 2, Type = "delete", Status = "processed", Final = true });
        var (status, body) = await deletion;

        Assert.Equal(200, status);
        Assert.Equal("{}", body!.ToJsonString());
    }

    [Fact]
    public async Task Delete_Failed_Is422WithTheReason()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Releases.FirstStatus = new RequestStatus
        {
            Version = 1,
            Status = "processed",
            Final = true,
            Results = { new Result { Status = "failure", StatusDesc = "no such repository" } },
        };

        var (status, problem) = await gateway.PostAsync("/api/delete?env=staging&app=shop");

        Assert.Equal(422, status);
        Assert.Contains("no such repository", (string)problem!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_NotPushedInTime_Is504ThatSaysHowToFollowIt()
    {
        await using var gateway = await TestGateway.StartAsync("DELETE_TIMEOUT=00:00:00.3");
        gateway.Releases.FirstStatus = new RequestStatus { Version = 1, Type = "delete", Status = "new" };

        var (status, problem) = await gateway.PostAsync("/api/delete?env=staging&app=shop");

        Assert.Equal(504, status);
        var id = Assert.Single(gateway.Releases.Requests.Keys);
        Assert.Contains($"eventReleaseTrack?id={id}", (string)problem!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gitops_CommitsAndRepository_AreAsInTheContract()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Gitops.Commits.Add(new Commit { Sha = "176da9", Status = "Progressing", Created = 5, Env = "staging" });
        gateway.Gitops.Repositories.Add(new Repository { Url = "https://example.com/a.git", Env = "staging" });
        gateway.Gitops.Repositories.Add(new Repository { Url = "https://example.com/gitops.git" });

        var (_, commits) = await gateway.GetAsync("/api/gitopsCommits");
        var (_, repository) = await gateway.GetAsync("/api/gitopsRepo");

        Assert.Equal(
            """[{"sha":"176da9","status":"Progressing","statusDesc":"","created":5,"env":"staging"}]""",
            commits!.ToJsonString());
        Assert.Equal("""{"gitopsRepo":"https://example.com/gitops.git"}""", repository!.ToJsonString());
    }
}
