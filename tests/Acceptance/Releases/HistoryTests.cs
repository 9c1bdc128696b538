using System.Net;
using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Releases;

[Collection(typeof(Standalone))]
public sealed class HistoryStandaloneTests(StandaloneInstallation fixture) : HistoryTests(fixture);

[Collection(typeof(Distributed))]
public sealed class HistoryDistributedTests(DistributedInstallation fixture) : HistoryTests(fixture);

/// <summary>What is released where, as the lists tell.</summary>
public abstract class HistoryTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    [Fact]
    public async Task Releases_OfAnEnvironment_AreListedNewestFirstFieldByField()
    {
        var (_, first) = await DeployAsync("one");
        var (_, second) = await DeployAsync("two");
        await ReportAppliedAsync(first);

        var releases = await WaitForAsync(
            $"/api/releases?env={Env}", list => (string)list[^1]!["gitopsCommitStatus"]! == Succeeded);

        Assert.Equal([second, first], releases.Select(release => (string)release!["gitopsRef"]!));
        var oldest = releases[1]!.AsObject();
        Assert.Equal(
            [
                "app", "env", "artifactId", "triggeredBy", "version", "gitopsRef", "gitopsRepo", "gitopsCommitStatus",
                "gitopsCommitStatusDesc", "gitopsCommitCreated", "created", "rolledBack",
            ],
            Names(oldest));
        Assert.Equal((App, Env, "admin"), (
            (string)oldest["app"]!, (string)oldest["env"]!, (string)oldest["triggeredBy"]!));
        Assert.StartsWith("team/shop-", (string)oldest["artifactId"]!, StringComparison.Ordinal);
        AssertSame(Artifacts.Create()["version"], oldest["version"]);
        Assert.Equal($"Applied revision: main@sha1:{first}", (string)oldest["gitopsCommitStatusDesc"]!);
        Assert.InRange((long)oldest["gitopsCommitCreated"]!, (long)oldest["created"]!, (long)oldest["created"]! + 60);
        Assert.False((bool)oldest["rolledBack"]!);
        Assert.Equal("NotReconciled", (string)releases[0]!["gitopsCommitStatus"]!);
    }

    [Fact]
    public async Task Releases_WithFilters_AreOnlyThose()
    {
        var (_, hash) = await DeployAsync();
        await DeployAsync(app: "other");

        Assert.Equal([hash], await RefsAsync($"env={Env}&app={App}"));
        Assert.Equal([hash], await RefsAsync($"env={Env}&offset=1"));
        Assert.Single(await RefsAsync($"env={Env}&limit=1"));
        Assert.Equal(2, (await RefsAsync($"env={Env}&git-repo=team/shop")).Length);
        Assert.Empty(await RefsAsync($"env={Env}&git-repo=team/another"));
        Assert.Empty(await RefsAsync($"env={Env}&until=2020-01-01T00:00:00Z"));
        Assert.Equal(2, (await RefsAsync($"env={Env}&since=2020-01-01T00:00:00Z")).Length);
        Assert.Empty(await RefsAsync("env=never-used"));
    }

    [Fact]
    public async Task Status_OfAnEnvironment_HasThePresentReleaseOfEachApp()
    {
        await DeployAsync("one");
        var (_, present) = await DeployAsync("two");
        var (_, other) = await DeployAsync(app: "other");

        var status = (await Client.GetAsync($"/api/status?env={Env}", Cancellation)).AsObject();
        var ofOne = (await Client.GetAsync($"/api/status?env={Env}&app={App}", Cancellation)).AsObject();
        var ofNone = (await Client.GetAsync($"/api/status?env={Env}&app=absent", Cancellation)).AsObject();

        Assert.Equal([App, "other"], Names(status).Order());
        Assert.Equal((present, other), (
            (string)status[App]!["gitopsRef"]!, (string)status["other"]!["gitopsRef"]!));
        Assert.Equal(present, (string)Assert.Single(ofOne).Value!["gitopsRef"]!);
        Assert.Equal("{\"absent\":null}", ofNone.ToJsonString());
    }

    [Fact]
    public async Task Status_AskedAfterEachChange_IsThePresentOneOr304()
    {
        var (first, _) = await TaggedStatusAsync();
        Assert.Equal("{}", first);
        var (id, hash) = await DeployAsync("one");
        var (deployed, tag) = await TaggedStatusAsync();
        Assert.Contains(hash, deployed, StringComparison.Ordinal);
        Assert.Equal(("", tag), await TaggedStatusAsync(tag));

        await ReportAppliedAsync(hash);
        await CommitStatusAsync(id, Succeeded);
        var (applied, appliedTag) = await TaggedStatusAsync(tag);
        Assert.Contains(Succeeded, applied, StringComparison.Ordinal);

        await Client.PostAsync($"/api/delete?env={Env}&app={App}", null, Cancellation);
        var (deleted, _) = await TaggedStatusAsync(appliedTag);
        Assert.Equal("{}", deleted);
    }

    [Fact]
    public async Task Lists_ByTheirLinks_AreReadToTheEndWhateverIsAdded()
    {
        var (_, first) = await DeployAsync("one");
        var (_, second) = await DeployAsync("two");
        var (_, third) = await DeployAsync("three");

        var (newest, next) = await PageAsync($"/api/releases?env={Env}&limit=1");
        await DeployAsync("four");
        var (middle, last) = await PageAsync(next!);
        var (oldest, end) = await PageAsync(last!);

        Assert.Equal(
            [third, second, first],
            new[] { newest, middle, oldest }.Select(page => (string)Assert.Single(page)!["gitopsRef"]!));
        Assert.Null(end);
        Assert.NotNull((await PageAsync("/api/gitopsCommits?limit=1")).Next);
        Assert.NotNull((await PageAsync("/api/artifacts?limit=1")).Next);
    }

    [Theory]
    [InlineData("/api/releases?env=staging")]
    [InlineData("/api/gitopsCommits?limit=1")]
    [InlineData("/api/artifacts?limit=1")]
    public async Task Lists_WithABadCursorOrOneAndAnOffset_AreRefusedNamingIt(string route)
    {
        var bad = await Client.AskAsync($"{route}&cursor=nonsense");
        var both = await Client.AskAsync($"{route}&cursor=nonsense&offset=1");

        Assert.StartsWith("cursor ", bad.RefusedWith(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("offset", both.RefusedWith(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitopsCommits_AfterARelease_BeginWithItsCommit()
    {
        var (_, hash) = await DeployAsync();
        await ReportAppliedAsync(hash);

        var commits = await WaitForAsync(
            "/api/gitopsCommits", list => (string)list[0]!["status"]! == Succeeded);

        var newest = commits[0]!.AsObject();
        Assert.Equal(["sha", "status", "statusDesc", "created", "env"], Names(newest));
        Assert.Equal((hash, $"Applied revision: main@sha1:{hash}", Env), (
            (string)newest["sha"]!, (string)newest["statusDesc"]!, (string)newest["env"]!));
        Assert.InRange((long)newest["created"]!, 1_750_000_000, long.MaxValue);
    }

    [Fact]
    public async Task GitopsRepo_IsTheOneThatIsConfigured() => Assert.Equal(
        new JsonObject { ["gitopsRepo"] = Fixture.Gimlet.RemotePath }.ToJsonString(),
        (await Client.GetAsync("/api/gitopsRepo", Cancellation)).ToJsonString());

    // A page, and the address of the next one as its Link header has it.
    private async Task<(JsonArray Items, string? Next)> PageAsync(string route)
    {
        using var answer = await Client.Http.GetAsync(new Uri(route, UriKind.Relative), Cancellation);
        var items = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsArray();
        return answer.Headers.TryGetValues("Link", out var links)
            ? (items, Assert.Single(links).Split('<', '>')[1])
            : (items, null);
    }

    // The body is empty where the answer is that the client has it already.
    private async Task<(string Body, string Tag)> TaggedStatusAsync(string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/status?env={Env}");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var answer = await Client.Http.SendAsync(request, Cancellation);
        var isUnchanged = answer.StatusCode == HttpStatusCode.NotModified;
        Assert.Equal(isUnchanged, tag is not null && tag == $"{answer.Headers.ETag}");
        return (await answer.Content.ReadAsStringAsync(Cancellation), $"{answer.Headers.ETag}");
    }

    private async Task<string[]> RefsAsync(string query) =>
        [.. (await Client.GetAsync($"/api/releases?{query}", Cancellation)).AsArray()
            .Select(release => (string)release!["gitopsRef"]!)];
}
