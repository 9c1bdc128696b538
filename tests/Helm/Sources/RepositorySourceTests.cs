using System.Security.Cryptography;
using System.Text;
using Gimlet.Helm.Sources;
using Microsoft.AspNetCore.Http;

namespace Gimlet.Helm.Tests.Sources;

public sealed class RepositorySourceTests : IAsyncLifetime
{
    private SourceFixture _fixture = null!;

    private ChartServer Server => _fixture.Server;

    public async ValueTask InitializeAsync() => _fixture = await SourceFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(null, "1.10.0")]
    [InlineData("~1.2.0", "1.2.1")]
    [InlineData("1.2.0", "1.2.0")]
    [InlineData("2.0.0-rc.1", "2.0.0-rc.1")]
    public async Task Fetch_Version_IsTheOneThatHelmTakes(string? version, string expected)
    {
        Server.Repository("demo", "1.2.0", "1.2.1", "1.10.0", "2.0.0-rc.1");

        var chart = await _fixture.FetchAsync("demo", Server.Address, version);

        Assert.Contains($"version: {expected}\n", SourceFixture.ChartYaml(chart), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ExactVersionAgain_AsksNobody()
    {
        Server.Repository("demo", "1.0.0");
        var sources = _fixture.Create();

        var first = await _fixture.FetchAsync("demo", Server.Address, "1.0.0", sources);
        var second = await _fixture.FetchAsync("demo", Server.Address, "1.0.0", sources);

        Assert.Same(first, second);
        Assert.Equal(["GET /index.yaml -> 200", "GET /demo-1.0.0.tgz -> 200"], Server.Requests);
    }

    [Fact]
    public async Task Fetch_RangeAgain_RevalidatesTheIndex()
    {
        Server.Repository("demo", "1.0.0");
        var sources = _fixture.Create();
        await _fixture.FetchAsync("demo", Server.Address, "1.x", sources);

        await _fixture.FetchAsync("demo", Server.Address, "1.x", sources);
        Server.Repository("demo", "1.0.0", "1.1.0");
        var newer = await _fixture.FetchAsync("demo", Server.Address, "1.x", sources);

        Assert.Contains("version: 1.1.0", SourceFixture.ChartYaml(newer), StringComparison.Ordinal);
        Assert.Equal(
            [
                "GET /index.yaml -> 200", "GET /demo-1.0.0.tgz -> 200", "GET /index.yaml -> 304",
                "GET /index.yaml -> 200", "GET /demo-1.1.0.tgz -> 200",
            ],
            Server.Requests);
    }

    [Fact]
    public async Task Fetch_LastModified_IsRevalidatedWithoutETag()
    {
        var modified = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Server.On("/a.tgz", async context =>
        {
            context.Response.GetTypedHeaders().LastModified = modified;
            context.Response.StatusCode = context.Request.GetTypedHeaders().IfModifiedSince == modified ? 304 : 200;
            await context.Response.Body.WriteAsync(
                context.Response.StatusCode == 200 ? TarFileBuilder.Chart("a", "1.0.0") : []);
        });

        await _fixture.FetchAsync($"{Server.Address}/a.tgz");
        await _fixture.FetchAsync($"{Server.Address}/a.tgz");

        Assert.Equal(["GET /a.tgz -> 200", "GET /a.tgz -> 304"], Server.Requests);
    }

    [Fact]
    public async Task Fetch_NewExactVersion_IsFoundAtOnce()
    {
        Server.Repository("demo", "1.0.0");
        await _fixture.FetchAsync("demo", Server.Address, "1.0.0");
        Server.Repository("demo", "1.0.0", "1.0.1");

        var chart = await _fixture.FetchAsync("demo", Server.Address, "1.0.1");

        Assert.Contains("version: 1.0.1", SourceFixture.ChartYaml(chart), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_IndexThatIsOld_IsRevalidatedForExactVersionsToo()
    {
        Server.Repository("demo", "1.0.0");
        await _fixture.FetchAsync("demo", Server.Address, "1.0.0");

        _fixture.Clock.Advance(_fixture.Options.MaxAge);
        await _fixture.FetchAsync("demo", Server.Address, "1.0.0");

        Assert.Equal(
            ["GET /index.yaml -> 200", "GET /demo-1.0.0.tgz -> 200", "GET /index.yaml -> 304"], Server.Requests);
    }

    [Fact]
    public async Task Fetch_AnotherProcess_FindsItOnDisk()
    {
        Server.Repository("demo", "1.0.0");
        var first = await _fixture.FetchAsync("demo", Server.Address, "1.0.0");
        Server.Requests.Clear();

        var second = await _fixture.FetchAsync("demo", Server.Address, "1.0.0");

        Assert.Equal(first.Digest, second.Digest);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Fetch_CorruptedCache_IsAMiss()
    {
        Server.Repository("demo", "1.0.0");
        var first = await _fixture.FetchAsync("demo", Server.Address, "1.0.0");
        foreach (var file in Directory.GetFiles(_fixture.Cache, "*", SearchOption.AllDirectories))
        {
            await File.AppendAllTextAsync(file, "}x", TestContext.Current.CancellationToken);
        }

        var second = await _fixture.FetchAsync("demo", Server.Address, "1.0.0");

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(SourceFixture.ChartYaml(first), SourceFixture.ChartYaml(second));
    }

    [Fact]
    public async Task Fetch_ManyAtOnce_DownloadOnce()
    {
        Server.Repository("demo", "1.0.0");
        var sources = _fixture.Create();

        var charts = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            n => _fixture.FetchAsync("demo", Server.Address, n % 2 == 0 ? "1.0.0" : "1.x", sources)));

        Assert.Single(charts.Distinct());
        Assert.Single(Server.Requests, "GET /demo-1.0.0.tgz -> 200");
        Assert.Single(Server.Requests, "GET /index.yaml -> 200");
    }

    [Fact]
    public async Task Fetch_WrongDigest_IsRefused()
    {
        Server.Repository("demo", "1.0.0").On("/demo-1.0.0.tgz", TarFileBuilder.Chart("demo", "6.6.6"));

        var error = await _fixture.FailAsync("demo", Server.Address, "1.0.0");

        Assert.Matches(
            $"^chart demo 1.0.0 from {Server.Address}/: {Server.Address}/demo-1.0.0.tgz: has the digest [0-9a-f]+ " +
            "and should have [0-9a-f]+$",
            error);
    }

    [Fact]
    public async Task Fetch_IndexWithoutDigest_IsTakenAsItComes()
    {
        Server.On("/index.yaml", "entries: {demo: [{version: 1.0.0, urls: [sub/x.tgz]}]}")
            .On("/sub/x.tgz", TarFileBuilder.Chart("demo", "1.0.0"));

        var chart = await _fixture.FetchAsync("demo", Server.Address, "1.0.0");

        Assert.Contains("name: demo", SourceFixture.ChartYaml(chart), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo", "7.0.0", "there is no version 7.0.0")]
    [InlineData("other", null, "the repository has no chart of this name")]
    public async Task Fetch_Unknown_NamesChartAndRepository(string name, string? version, string expected)
    {
        Server.Repository("demo", "1.0.0");

        var error = await _fixture.FailAsync(name, Server.Address, version);

        Assert.Equal(
            $"chart {name}{(version is null ? "" : $" {version}")} from {Server.Address}/: {expected}", error);
    }

    [Fact]
    public async Task Fetch_NoRepositoryThere_SaysWhatTheServerSaid()
    {
        Server.On("/broken/index.yaml", "<html>").On("/down/index.yaml", context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        var missing = await _fixture.FailAsync("demo", Server.Address);
        var broken = await _fixture.FailAsync("demo", Server.Address + "/broken");
        var down = await _fixture.FailAsync("demo", Server.Address + "/down?token=secret");

        Assert.EndsWith("/index.yaml: not found (404)", missing, StringComparison.Ordinal);
        Assert.Contains("/broken/index.yaml: no index of a chart repository", broken, StringComparison.Ordinal);
        Assert.EndsWith("/down/index.yaml: the server answers 503", down, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_HugeIndex_IsRefusedWhileItStreams()
    {
        _fixture.Options = _fixture.Options with { MaxIndexBytes = 1024 * 1024 };
        var refused = new TaskCompletionSource();
        Server.On("/index.yaml", async context =>
        {
            // Twice what is allowed, and an end that comes only once the client has refused it.
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(new string('#', 2 * 1024 * 1024)));
            await refused.Task;
        });
        using var sources = _fixture.Create(TimeProvider.System);

        var error = await Assert.ThrowsAsync<ChartException>(() =>
            _fixture.FetchAsync("demo", Server.Address, sources: sources));
        refused.SetResult();

        Assert.EndsWith(
            "/index.yaml: the answer is larger than 1048576 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_HugeIndexThatIsAnnounced_IsRefusedBeforeItComes()
    {
        _fixture.Options = _fixture.Options with { MaxIndexBytes = 1024 * 1024 };
        var refused = new TaskCompletionSource();
        Server.On("/index.yaml", async context =>
        {
            context.Response.ContentLength = 3L * 1024 * 1024 * 1024;
            await context.Response.Body.FlushAsync(TestContext.Current.CancellationToken);
            await refused.Task;
            context.Abort();
        });
        using var sources = _fixture.Create(TimeProvider.System);

        var error = await Assert.ThrowsAsync<ChartException>(() =>
            _fixture.FetchAsync("demo", Server.Address, sources: sources));
        refused.SetResult();

        Assert.EndsWith(
            "/index.yaml: the answer is larger than 1048576 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ServerHangs_EndsAtTheTimeLimit()
    {
        _fixture.Options = _fixture.Options with { Timeout = TimeSpan.FromMilliseconds(300) };
        Server.On(
            "/index.yaml",
            context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        var sources = _fixture.Create(TimeProvider.System);

        var error = await Assert.ThrowsAsync<ChartException>(() =>
            _fixture.FetchAsync("demo", Server.Address, sources: sources));

        Assert.Equal($"chart demo from {Server.Address}/: fetching took longer than 0.3 s", error.Message);
    }

    [Fact]
    public async Task Fetch_OneCallerGivesUp_LeavesTheOthersAlone()
    {
        var go = new TaskCompletionSource();
        var archive = TarFileBuilder.Chart("a", "1.0.0");
        Server.On("/a.tgz", async context =>
        {
            await go.Task;
            await context.Response.Body.WriteAsync(archive);
        });
        var sources = _fixture.Create();
        using var cancellation = new CancellationTokenSource();
        var reference = ChartReference.Parse($"{Server.Address}/a.tgz");

        var leaving = sources.FetchAsync(reference, cancellation.Token);
        var staying = sources.FetchAsync(reference, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        go.SetResult();

        Assert.Equal(ChartServer.DigestOf(archive), (await staying).Digest);
    }

    [Fact]
    public async Task Fetch_FullCache_LosesWhatWasNotUsedForLongest()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            var random = Convert.ToBase64String(RandomNumberGenerator.GetBytes(20_000));
            Server.On($"/{name}.tgz", TarFileBuilder.Chart(name, "1.0.0", ("x", random)));
        }

        var a = await _fixture.FetchAsync($"{Server.Address}/a.tgz");
        var size = new FileInfo(Path.Combine(_fixture.Cache, "content", a.Digest)).Length;
        _fixture.Options = _fixture.Options with { MaxCacheBytes = size * 5 / 2 };
        var b = await _fixture.FetchAsync($"{Server.Address}/b.tgz");
        File.SetLastWriteTimeUtc(Path.Combine(_fixture.Cache, "content", b.Digest), DateTime.UnixEpoch);
        var c = await _fixture.FetchAsync($"{Server.Address}/c.tgz");

        Assert.Equal(
            new[] { a.Digest, c.Digest }.Order(),
            Directory.GetFiles(Path.Combine(_fixture.Cache, "content")).Select(Path.GetFileName).Order());
    }
}
