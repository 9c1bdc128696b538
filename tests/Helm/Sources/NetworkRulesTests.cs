using System.Text;
using Gimlet.Helm.Sources;

namespace Gimlet.Helm.Tests.Sources;

/// <summary>What keeps a manifest from making the server read what only it can reach.</summary>
public sealed class NetworkRulesTests : IAsyncLifetime
{
    private SourceFixture _fixture = null!;

    private ChartServer Server => _fixture.Server;

    public async ValueTask InitializeAsync() => _fixture = await SourceFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.2]")]
    [InlineData("2130706434")]
    [InlineData("0x7f.0.0.2")]
    public async Task Fetch_PrivateAddress_IsRefusedUnlessAllowed(string host)
    {
        var error = await _fixture.FailAsync("demo", $"http://{host}:{Server.Port}");

        Assert.Contains("has a private address, which charts may not come from", error, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("oci://127.0.0.2:1/a/b:1.0.0")]
    [InlineData("http://127.0.0.2:1/r.git?branch=main")]
    [InlineData("ssh://git@127.0.0.2:1/r.git")]
    [InlineData("git@127.0.0.2:r.git")]
    public async Task Fetch_PrivateAddressOfAnySource_IsRefused(string name)
    {
        Assert.Contains("has a private address", await _fixture.FailAsync(name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_NameOfPrivateAddress_IsRefusedWhenItConnects()
    {
        // localhost is two addresses, of which the fixture takes 127.0.0.1 for public: the other must not be tried.
        Server.Repository("demo", "1.0.0");
        using var strict = new ChartSources(_fixture.Options, _fixture.Clock);

        var error = await Assert.ThrowsAsync<ChartException>(() =>
            _fixture.FetchAsync("demo", $"http://localhost:{Server.Port}", sources: strict));

        Assert.EndsWith(
            "the host localhost has a private address, which charts may not come from", error.Message,
            StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Fetch_RedirectToPrivateAddress_IsNotFollowed()
    {
        Server.Redirect("/index.yaml", "http://127.0.0.2:1/latest/meta-data");

        var error = await _fixture.FailAsync("demo", Server.Address);

        Assert.Contains("the host 127.0.0.2 has a private address", error, StringComparison.Ordinal);
        Assert.Equal(["GET /index.yaml -> 302"], Server.Requests);
    }

    [Fact]
    public async Task Fetch_PrivateAddressWhenAllowed_Works()
    {
        Server.Repository("demo", "1.0.0");
        _fixture.Options = _fixture.Options with { AllowPrivateAddresses = true };

        await _fixture.FetchAsync("demo", $"http://localhost:{Server.Port}");

        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task Fetch_Redirects_AreFollowedWithinReason()
    {
        Server.Redirect("/a.tgz", "/b.tgz").Redirect("/b.tgz", $"{Server.Address}/c.tgz")
            .On("/c.tgz", TarFileBuilder.Chart("c", "1.0.0"))
            .Redirect("/loop.tgz", "/loop.tgz")
            .Redirect("/file.tgz", "file:///etc/passwd")
            .Redirect("/ftp.tgz", "ftp://127.0.0.1/x");

        var chart = await _fixture.FetchAsync($"{Server.Address}/a.tgz");
        var loop = await _fixture.FailAsync($"{Server.Address}/loop.tgz");
        var file = await _fixture.FailAsync($"{Server.Address}/file.tgz");
        var ftp = await _fixture.FailAsync($"{Server.Address}/ftp.tgz");

        Assert.Contains("name: c", SourceFixture.ChartYaml(chart), StringComparison.Ordinal);
        Assert.Contains("is redirected more than 5 times", loop, StringComparison.Ordinal);
        Assert.Contains("is redirected to file, which is not followed", file, StringComparison.Ordinal);
        Assert.Contains("is redirected to ftp, which is not followed", ftp, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo", "http://other.example")]
    [InlineData("http://other.example/a.tgz", null)]
    [InlineData("oci://other.example/a/b", null)]
    [InlineData("https://other.example/r.git", null)]
    [InlineData("git@other.example:r.git", null)]
    public async Task Fetch_HostThatIsNotAllowed_IsRefused(string name, string? repository)
    {
        _fixture.Options = _fixture.Options with { AllowedHosts = [Server.Authority] };

        var error = await _fixture.FailAsync(name, repository);

        Assert.EndsWith(
            "the host other.example is not among those that charts may come from", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_AllowedHosts_HoldForRedirectsAndArchives()
    {
        _fixture.Options = _fixture.Options with { AllowedHosts = [Server.Authority] };
        Server.On("/index.yaml", "entries: {demo: [{version: 1.0.0, urls: ['http://other.example/a.tgz']}]}")
            .Redirect("/a.tgz", "http://elsewhere.example/a.tgz");

        var archive = await _fixture.FailAsync("demo", Server.Address);
        var redirect = await _fixture.FailAsync($"{Server.Address}/a.tgz");

        Assert.Contains("the host other.example is not among", archive, StringComparison.Ordinal);
        Assert.Contains("the host elsewhere.example is not among", redirect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_CachedChartOfHostThatIsNoLongerAllowed_IsRefused()
    {
        Server.Repository("demo", "1.0.0");
        await _fixture.FetchAsync("demo", Server.Address, "1.0.0");
        _fixture.Options = _fixture.Options with { AllowedHosts = ["charts.example"] };

        var error = await _fixture.FailAsync("demo", Server.Address, "1.0.0");

        Assert.Contains("is not among those that charts may come from", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_Credentials_GoToTheirHostAlone()
    {
        await using var other = await ChartServer.StartAsync();
        other.On("/a.tgz", TarFileBuilder.Chart("a", "1.0.0"));
        Server.Redirect("/a.tgz", $"{other.Address}/a.tgz");
        _fixture.Options = _fixture.Options with
        {
            Credentials = [new HostCredentials { Host = Server.Authority, User = "u", Password = "p:w" }],
        };

        await _fixture.FetchAsync($"{Server.Address}/a.tgz");

        Assert.Equal(
            ["Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("u:p:w"))], Server.Authorizations);
        Assert.Equal([""], other.Authorizations);
    }

    [Fact]
    public async Task Fetch_WithoutCredentials_SaysThatTheyAreMissing()
    {
        Server.On("/index.yaml", context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });

        var error = await _fixture.FailAsync("demo", Server.Address);

        Assert.EndsWith("access denied (401): are there credentials for this host?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_PasswordFile_IsReadEachTime()
    {
        var path = Path.Combine(Directory.CreateDirectory(_fixture.Cache).FullName, "password");
        _fixture.Options = _fixture.Options with
        {
            Credentials = [new HostCredentials { Host = "127.0.0.1", User = "u", PasswordPath = path }],
        };
        Server.On("/a.tgz", TarFileBuilder.Chart("a", "1.0.0"));
        var sources = _fixture.Create();

        foreach (var password in new[] { "old", "new\n" })
        {
            await File.WriteAllTextAsync(path, password, TestContext.Current.CancellationToken);
            await _fixture.FetchAsync($"{Server.Address}/a.tgz", sources: sources);
        }

        Assert.Equal(
            ["u:old", "u:new"],
            Server.Authorizations.Select(value => Encoding.UTF8.GetString(Convert.FromBase64String(value[6..]))));
    }
}
