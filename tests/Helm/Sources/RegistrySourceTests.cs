using System.Text;
using System.Text.Json;
using Gimlet.Helm.Sources;
using Microsoft.AspNetCore.Http;

namespace Gimlet.Helm.Tests.Sources;

public sealed class RegistrySourceTests : IAsyncLifetime
{
    private const string ChartType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    private SourceFixture _fixture = null!;

    private ChartServer Server => _fixture.Server;

    private string Chart => $"oci://{Server.Authority}/charts/demo";

    public async ValueTask InitializeAsync() => _fixture = await SourceFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("", "1.0.0", "1.0.0")]
    [InlineData("", "~1.0", "1.0.1")]
    [InlineData("", null, "1.10.0")]
    [InlineData(":1.0.0", null, "1.0.0")]
    [InlineData("", "2.0.0-rc.1+b7", "2.0.0-rc.1+b7")]
    [InlineData("", ">=2.0.0-0", "2.0.0-rc.1+b7")]
    public async Task Fetch_Version_IsTheOneThatHelmTakes(string suffix, string? version, string expected)
    {
        Push("1.0.0", "1.0.1", "1.10.0", "2.0.0-rc.1+b7");

        var chart = await _fixture.FetchAsync(Chart + suffix, version: version);

        Assert.Contains($"version: {expected}\n", SourceFixture.ChartYaml(chart), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_Digest_NeedsNoTag()
    {
        Push("1.0.0");
        var manifest = ChartServer.DigestOf(Manifest(TarFileBuilder.Chart("demo", "1.0.0")));

        var chart = await _fixture.FetchAsync($"{Chart}@sha256:{manifest}");

        Assert.Contains("version: 1.0.0", SourceFixture.ChartYaml(chart), StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Requests, request => request.Contains("/tags/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fetch_VersionAgain_AsksNobody()
    {
        Push("1.0.0");

        await _fixture.FetchAsync(Chart, version: "1.0.0");
        await _fixture.FetchAsync(Chart, version: "1.0.0");

        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task Fetch_TagsOnSeveralPages_AreAllSeen()
    {
        Push("1.0.0", "1.1.0");
        Server.On("/v2/charts/demo/tags/list", context =>
        {
            context.Response.Headers.Link = "</v2/charts/demo/tags/list?last=1.0.0>; rel=\"next\"";
            return context.Response.WriteAsync("""{"tags": ["1.0.0"]}""");
        }).On("/v2/charts/demo/tags/list?last=1.0.0", """{"tags": ["latest", null, "1.1.0"]}""");

        var chart = await _fixture.FetchAsync(Chart, version: "1.x");

        Assert.Contains("version: 1.1.0", SourceFixture.ChartYaml(chart), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_EndlessTags_AreRefused()
    {
        Server.On("/v2/charts/demo/tags/list", context =>
        {
            context.Response.Headers.Link = "</v2/charts/demo/tags/list?last=x>; rel=\"next\"";
            return context.Response.WriteAsync("""{"tags": []}""");
        });

        Assert.EndsWith("more than 100 pages of tags", await _fixture.FailAsync(Chart), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_TokenIsAskedFor_IsGotOnceAndOnlyForTheRegistry(bool withCredentials)
    {
        await using var storage = await ChartServer.StartAsync();
        var archive = TarFileBuilder.Chart("demo", "1.0.0");
        storage.On("/blob", archive);
        Push("1.0.0");
        Server.Redirect($"/v2/charts/demo/blobs/sha256:{ChartServer.DigestOf(archive)}", $"{storage.Address}/blob");
        Protect(withCredentials);
        if (withCredentials)
        {
            _fixture.Options = _fixture.Options with
            {
                Credentials = [new HostCredentials { Host = Server.Authority, User = "u", Password = "p" }],
            };
        }

        var chart = await _fixture.FetchAsync(Chart, version: "1.x");

        Assert.Equal(ChartServer.DigestOf(archive), chart.Digest);
        Assert.Single(Server.Requests, request => request.StartsWith("GET /token?service=reg&scope=repository%3Acharts"
            + "%2Fdemo%3Apull -> 200", StringComparison.Ordinal));
        Assert.Equal([""], storage.Authorizations);
    }

    [Fact]
    public async Task Fetch_TokenIsRefused_SaysThatCredentialsAreMissing()
    {
        Push("1.0.0");
        Protect(withCredentials: true);

        var error = await _fixture.FailAsync(Chart, version: "1.0.0");

        Assert.EndsWith("access denied (401): are there credentials for this host?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_TokenServerThatIsNotAllowed_IsNotAsked()
    {
        _fixture.Options = _fixture.Options with { AllowedHosts = [Server.Authority] };
        Server.On("/v2/charts/demo/manifests/1.0.0", context => Challenge(context, "http://tokens.example/token"));

        var error = await _fixture.FailAsync(Chart, version: "1.0.0");

        Assert.EndsWith(
            "the host tokens.example is not among those that charts may come from", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_BlobThatIsAnother_IsRefused()
    {
        Push("1.0.0");
        var digest = ChartServer.DigestOf(TarFileBuilder.Chart("demo", "1.0.0"));
        Server.On($"/v2/charts/demo/blobs/sha256:{digest}", TarFileBuilder.Chart("demo", "6.6.6"));

        var error = await _fixture.FailAsync(Chart, version: "1.0.0");

        Assert.EndsWith($"and should have {digest}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "the registry holds something else than a chart under this name")]
    [InlineData("""{"layers": [null, {}]}""", "the registry holds something else than a chart under this name")]
    [InlineData("{", "the registry's manifest is no JSON")]
    [InlineData(
        $$"""{"layers": [{"mediaType": "{{ChartType}}", "digest": "sha256:../../x"}]}""",
        "the registry's manifest has an unknown digest: 'sha256:../../x'")]
    public async Task Fetch_StrangeManifest_IsRefused(string manifest, string expected)
    {
        Server.On("/v2/charts/demo/manifests/1.0.0", manifest);

        Assert.Contains(expected, await _fixture.FailAsync(Chart, version: "1.0.0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_UnknownTag_SaysSo()
    {
        Assert.Equal(
            $"chart {Chart} 1.0.0: the registry has no 1.0.0 of this chart",
            await _fixture.FailAsync(Chart, version: "1.0.0"));
    }

    [Fact]
    public async Task Fetch_IndexThatLeadsToARegistry_IsFollowed()
    {
        Push("1.0.0");
        Server.On("/index.yaml", $"entries: {{demo: [{{version: 1.0.0, urls: ['{Chart}:1.0.0']}}]}}");

        var chart = await _fixture.FetchAsync("demo", Server.Address, "1.0.0");

        Assert.Contains("version: 1.0.0", SourceFixture.ChartYaml(chart), StringComparison.Ordinal);
    }

    private static byte[] Manifest(byte[] archive) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        schemaVersion = 2,
        layers = new[]
        {
            new { mediaType = "application/vnd.cncf.helm.chart.provenance.v1.prov", digest = "sha256:0" },
            new { mediaType = ChartType, digest = $"sha256:{ChartServer.DigestOf(archive)}" },
        },
    });

    private static Task Challenge(HttpContext context, string realm)
    {
        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{realm}\",service=\"reg\"";
        return Task.CompletedTask;
    }

    private void Push(params string[] versions)
    {
        foreach (var version in versions)
        {
            var archive = TarFileBuilder.Chart("demo", version);
            var manifest = Manifest(archive);
            Server.On($"/v2/charts/demo/manifests/{version.Replace('+', '_')}", manifest)
                .On($"/v2/charts/demo/manifests/sha256:{ChartServer.DigestOf(manifest)}", manifest)
                .On($"/v2/charts/demo/blobs/sha256:{ChartServer.DigestOf(archive)}", archive);
        }

        var tags = versions.Select(version => version.Replace('+', '_')).Append("latest");
        Server.On("/v2/charts/demo/tags/list", JsonSerializer.Serialize(new { tags }));
    }

    private void Protect(bool withCredentials)
    {
        const string Token = "token-of-the-tests";
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("u:p"));
        Server.Guard = context =>
            context.Request.Path == "/token" || context.Request.Headers.Authorization == $"Bearer {Token}"
            ? null
            : Challenge(context, $"{Server.Address}/token");
        Server.On("/token", context =>
        {
            if (withCredentials && context.Request.Headers.Authorization != expected)
            {
                context.Response.StatusCode = 401;
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync($$"""{"token": "{{Token}}", "expires_in": 300}""");
        });
    }
}
