using System.Globalization;
using Gimlet.Helm.Sources;
using Gimlet.Testing.Git;

namespace Gimlet.Helm.Tests.Sources;

/// <summary>Charts of git repositories behind HTTPS and SSH servers of the tests' own.</summary>
public abstract class GitSourceSuite : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ChartSources> _sources = [];
    private RemoteRepository _remote = null!;
    private ChartSourceOptions _options = null!;
    private ChartSources _charts = null!;

    private protected abstract Task<RemoteRepository> StartAsync(CancellationToken cancellationToken);

    private protected abstract ChartSourceOptions Configure(ChartSourceOptions options, RemoteRepository remote);

    public async ValueTask InitializeAsync()
    {
        _remote = await StartAsync(TestContext.Current.CancellationToken);
        _options = Configure(
            new ChartSourceOptions
            {
                CachePath = Path.Combine(_folder.Path, "cache"),
                AllowPrivateAddresses = true,
                Timeout = TimeSpan.FromMinutes(1),
            },
            _remote);
        _charts = Create();
        Commit("1.0.0");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _sources.ForEach(sources => sources.Dispose());
        await _remote.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetch_Branch_FollowsItsTip()
    {
        var first = await FetchAsync("?path=/charts/demo/&branch=main");
        Commit("2.0.0");
        var second = await FetchAsync("?path=/charts/demo/&branch=main");
        var third = await FetchAsync("?path=charts/demo");

        AssertVersion("1.0.0", first);
        AssertVersion("2.0.0", second);
        Assert.Same(second, third);
    }

    [Fact]
    public async Task Fetch_Commit_StaysWhatItIs()
    {
        var sha = _remote.Git("rev-parse", "main");
        Commit("2.0.0");

        AssertVersion("2.0.0", await FetchAsync("?path=charts/demo&branch=main"));
        AssertVersion("1.0.0", await FetchAsync($"?path=charts/demo&sha={sha}"));
    }

    [Fact]
    public async Task Fetch_CommitOfServerThatGivesBranchesAlone_IsFound()
    {
        var sha = _remote.Git("rev-parse", "main");
        Commit("2.0.0");
        _remote.Git("config", "uploadpack.allowAnySHA1InWant", "false");

        AssertVersion("1.0.0", await FetchAsync($"?path=charts/demo&sha={sha}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_Tag_IsFoundPlainOrAnnotated(bool annotated)
    {
        string[] kind = annotated ? ["-a", "-m", "x"] : [];
        _remote.Git(["-c", "user.name=x", "-c", "user.email=x@example.com", "tag", .. kind, "v1", "main"]);
        Commit("2.0.0");

        AssertVersion("1.0.0", await FetchAsync("?path=charts/demo&tag=v1"));
    }

    [Fact]
    public async Task Fetch_HelmIgnore_Holds()
    {
        _remote.Commit("charts/demo/.helmignore", "*.md\n");
        _remote.Commit("charts/demo/README.md", "x");

        var chart = await FetchAsync("?path=charts/demo&branch=main");

        Assert.Equal([".helmignore", "Chart.yaml"], chart.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Fetch_AnotherProcess_SharesTheClone()
    {
        using var other = Create();
        var reference = Reference("?path=charts/demo&branch=main");

        var charts = await Task.WhenAll(new[] { _charts, other, Create() }.Select(
            sources => sources.FetchAsync(reference, TestContext.Current.CancellationToken)));

        Assert.Single(charts.Select(chart => chart.Digest).Distinct());
        Assert.Single(Directory.GetDirectories(Path.Combine(_options.CachePath, "git")));
    }

    [Fact]
    public async Task Fetch_DamagedClone_IsMadeAnew()
    {
        await FetchAsync("?path=charts/demo&branch=main");
        var clone = Directory.GetDirectories(Path.Combine(_options.CachePath, "git")).Single();
        await File.WriteAllTextAsync(Path.Combine(clone, "config"), "[broken", TestContext.Current.CancellationToken);
        Commit("2.0.0");

        AssertVersion("2.0.0", await FetchAsync("?path=charts/demo&branch=main"));
    }

    [Theory]
    [InlineData("?branch=gone", "the git repository has no branch gone")]
    [InlineData("?tag=gone", "the git repository has no tag gone")]
    [InlineData("?sha=0123456789012345678901234567890123456789", "the git repository has no commit 01234567890")]
    [InlineData("?path=gone", "there is no folder gone in the git repository")]
    [InlineData("?path=README.md", "there is no folder README.md in the git repository")]
    [InlineData("", "there is no Chart.yaml")]
    public async Task Fetch_Missing_SaysWhat(string query, string expected)
    {
        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync(query));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"chart {_remote.Url}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_MoreThanAllowed_IsRefused()
    {
        var random = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(500_000));
        _remote.Commit("large.txt", random);
        _options = _options with { MaxGitBytes = 100_000 };
        _charts = Create();

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync("?path=charts/demo&branch=main"));

        Assert.EndsWith("the git repository sends more than 100000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_PrivateAddress_IsRefusedUnlessAllowed()
    {
        _options = _options with { AllowPrivateAddresses = false };
        _charts = Create();

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync("?path=charts/demo"));

        Assert.Contains("has a private address", error.Message, StringComparison.Ordinal);
    }

    private protected Task<FetchedChart> FetchAsync(string query) =>
        _charts.FetchAsync(Reference(query), TestContext.Current.CancellationToken);

    private ChartSources Create()
    {
        var sources = new ChartSources(_options, TimeProvider.System);
        _sources.Add(sources);
        return sources;
    }

    private ChartReference Reference(string query) => ChartReference.Parse(_remote.Url + query);

    private void Commit(string version) => _remote.Commit(
        "charts/demo/Chart.yaml",
        string.Create(CultureInfo.InvariantCulture, $"apiVersion: v2\nname: demo\nversion: {version}\n"));

    private static void AssertVersion(string expected, FetchedChart chart) =>
        Assert.Contains($"version: {expected}\n", SourceFixture.ChartYaml(chart), StringComparison.Ordinal);
}

public sealed class GitOverHttpsTests : GitSourceSuite
{
    private protected override async Task<RemoteRepository> StartAsync(CancellationToken cancellationToken) =>
        await HttpsRemote.StartAsync(cancellationToken);

    private protected override ChartSourceOptions Configure(ChartSourceOptions options, RemoteRepository remote) =>
        options with
        {
            CertificateAuthoritiesPath = remote.Settings["GITOPS_HTTP_CA_PATH"],
            Credentials =
            [
                new HostCredentials
                {
                    Host = new Uri(remote.Url).Host,
                    User = remote.Settings["GITOPS_HTTP_USER"],
                    Password = remote.Settings["GITOPS_HTTP_TOKEN"],
                },
            ],
        };
}

public sealed class GitOverSshTests : GitSourceSuite
{
    private protected override async Task<RemoteRepository> StartAsync(CancellationToken cancellationToken) =>
        await SshRemote.StartAsync(cancellationToken);

    private protected override ChartSourceOptions Configure(ChartSourceOptions options, RemoteRepository remote) =>
        options with
        {
            KnownHostsPath = remote.Settings["GITOPS_KNOWN_HOSTS_PATH"],
            Credentials =
            [
                new HostCredentials
                {
                    Host = new Uri(remote.Url).Host,
                    SshKeyPath = remote.Settings["GITOPS_REPO_DEPLOY_KEY_PATH"],
                },
            ],
        };
}
