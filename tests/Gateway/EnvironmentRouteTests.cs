using System.Net;
using Gimlet.Protos.Gitops;
using Microsoft.Net.Http.Headers;

namespace Gimlet.Gateway.Tests;

public sealed class EnvironmentRouteTests
{
    private const string Route = "/api/status?env=staging";

    private Protos.Artifacts.Version _version = new();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_AskedAgain_HasWhatTheWriterSaysChanged()
    {
        await using var gateway = await TestGateway.StartAsync();
        Answer(gateway, Everything("1", "b", "d"));
        Answer(gateway, Changes("2", ["a", "c", "e"], removed: ["b"]));
        Answer(gateway, Changes("3", ["c"], removed: ["unknown"]));
        Answer(gateway, Changes("3", []));

        Assert.Equal("b:1 d:1", await ReadAsync(gateway));
        Assert.Equal("a:2 c:2 d:1 e:2", await ReadAsync(gateway));
        Assert.Equal("a:2 c:3 d:1 e:2", await ReadAsync(gateway));
        Assert.Equal("a:2 c:3 d:1 e:2", await ReadAsync(gateway));
        Assert.Equal(["", "1", "2", "3"], gateway.Gitops.KnownStates);
    }

    [Fact]
    public async Task Status_OfAStateThatMeansNothingToTheWriter_IsReadAnew()
    {
        await using var gateway = await TestGateway.StartAsync();
        Answer(gateway, Everything("9", "a", "b"));
        Answer(gateway, Everything("2", "c"));

        await ReadAsync(gateway);

        Assert.Equal("c:2", await ReadAsync(gateway));
    }

    [Fact]
    public async Task Status_InParts_HasAllOfThem()
    {
        await using var gateway = await TestGateway.StartAsync();
        Answer(gateway, Everything("1", "b"), Part("1", "c"), Part("1", "a"));
        Answer(gateway, Changes("2", ["b"]), Part("2", "d"));

        Assert.Equal("a:1 b:1 c:1", await ReadAsync(gateway));
        Assert.Equal("a:1 b:2 c:1 d:2", await ReadAsync(gateway));
    }

    [Fact]
    public async Task Status_OfAnEmptyEnvironment_IsAnEmptyObject()
    {
        await using var gateway = await TestGateway.StartAsync();
        Answer(gateway, new GetStatusResponse());
        Answer(gateway, Everything("1", "a"));
        Answer(gateway, Changes("2", [], removed: ["a"]));

        Assert.Equal("", await ReadAsync(gateway));
        Assert.Equal("a:1", await ReadAsync(gateway));
        Assert.Equal("", await ReadAsync(gateway));
    }

    [Fact]
    public async Task Status_OfEnvironments_IsKeptApart()
    {
        await using var gateway = await TestGateway.StartAsync();
        Answer(gateway, Everything("1", "a"));
        Answer(gateway, Everything("2", "b"));
        Answer(gateway, Changes("1", []));

        await ReadAsync(gateway, "/api/status?env=one");
        await ReadAsync(gateway, "/api/status?env=two");

        Assert.Equal("a:1", await ReadAsync(gateway, "/api/status?env=one"));
        Assert.Equal(["", "", "1"], gateway.Gitops.KnownStates);
    }

    [Theory]
    [InlineData("STATUS_CACHE_BYTES=0", "")]
    [InlineData("STATUS_CACHE_BYTES=100", "")]
    [InlineData("STATUS_CACHE_BYTES=100000", "1")]
    public async Task Status_LargerThanTheMemoryForIt_IsReadAnew(string setting, string known)
    {
        await using var gateway = await TestGateway.StartAsync(setting);
        Answer(gateway, Everything("1", "a"));
        Answer(gateway, Everything("2", "b"));

        await ReadAsync(gateway);

        Assert.Equal("b:2", await ReadAsync(gateway));
        Assert.Equal(["", known], gateway.Gitops.KnownStates);
    }

    [Fact]
    public async Task Status_WhenMemoryIsShort_ForgetsWhatWasNotAskedForLongest()
    {
        await using var gateway = await TestGateway.StartAsync("STATUS_CACHE_BYTES=700");
        foreach (var env in new[] { "a", "b", "a", "c", "a", "b" })
        {
            Answer(gateway, Everything(env, "app"));
            await ReadAsync(gateway, $"/api/status?env={env}");
        }

        Assert.Equal(["", "", "a", "", "a", ""], gateway.Gitops.KnownStates);
    }

    [Fact]
    public async Task Status_ThatTheClientHas_Is304UntilItChanges()
    {
        await using var gateway = await TestGateway.StartAsync();
        Answer(gateway, Everything("1", "a"));
        Answer(gateway, Changes("1", []));
        Answer(gateway, Changes("1", []));
        Answer(gateway, Changes("2", ["a"]));

        var first = await SendAsync(gateway, etag: null);
        var same = await SendAsync(gateway, first.Headers.ETag!.ToString());
        var listed = await SendAsync(gateway, $"\"other\", {first.Headers.ETag}");
        var changed = await SendAsync(gateway, first.Headers.ETag.ToString());

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.NotModified, HttpStatusCode.OK],
            new[] { first, same, listed, changed }.Select(answer => answer.StatusCode));
        Assert.Equal(first.Headers.ETag, same.Headers.ETag);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(Ended));
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
        Assert.Contains("no-cache", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("not an etag")]
    [InlineData("W/")]
    public async Task Status_ForAClientWithAnotherTag_IsSent(string etag)
    {
        await using var gateway = await TestGateway.StartAsync();
        Answer(gateway, Everything("1", "a"));

        var answer = await SendAsync(gateway, etag);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync(Ended)).Length);
    }

    // Some 25 MB: beyond what a gRPC message may have by default, and what one answer's buffers hold.
    [Fact]
    public async Task Status_OfThirtyThousandApps_IsAnswered()
    {
        await using var gateway = await TestGateway.StartAsync();
        _version = new Protos.Artifacts.Version
        {
            RepositoryName = "team/a-repository-of-some-length",
            Sha = new string('a', 40),
            Branch = "feature/something-that-takes-a-while-to-say",
            AuthorName = "Jane Doe",
            AuthorEmail = "jane.doe@example.com",
            Message = new string('m', 500),
        };
        var apps = Enumerable.Range(0, 30_000).Select(number => $"app-{number:00000}").ToList();
        Answer(gateway, [.. apps.Chunk(250).Select((part, i) => i == 0 ? Everything("1", part) : Part("1", part))]);
        Answer(gateway, Changes("2", ["app-29999"]));

        Assert.Equal(string.Join(' ', apps.Select(app => $"{app}:1")), await ReadAsync(gateway));
        Assert.EndsWith("app-29998:1 app-29999:2", await ReadAsync(gateway), StringComparison.Ordinal);
    }

    private static void Answer(TestGateway gateway, params GetStatusResponse[] parts) =>
        gateway.Gitops.Answers.Enqueue(parts);

    private GetStatusResponse Everything(string state, params string[] apps)
    {
        var answer = Part(state, apps);
        answer.State = state;
        return answer;
    }

    private GetStatusResponse Changes(string state, string[] apps, string[]? removed = null)
    {
        var answer = Everything(state, apps);
        answer.ChangesOnly = true;
        answer.Removed.AddRange(removed ?? []);
        return answer;
    }

    private GetStatusResponse Part(string state, params string[] apps) => new()
    {
        Releases =
        {
            apps.Select(app => new Release { App = app, Env = "staging", GitopsRef = state, Version = _version }),
        },
    };

    // Each app with the state that its release was sent with, in the order of the answer.
    private static async Task<string> ReadAsync(TestGateway gateway, string route = Route)
    {
        var (status, body) = await gateway.GetAsync(route);
        Assert.Equal(200, status);
        return string.Join(' ', body!.AsObject().Select(app => $"{app.Key}:{app.Value!["gitopsRef"]}"));
    }

    private static async Task<HttpResponseMessage> SendAsync(TestGateway gateway, string? etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Route);
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation(HeaderNames.IfNoneMatch, etag);
        }

        return await gateway.Admin.SendAsync(request, Ended);
    }
}
