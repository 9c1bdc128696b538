using System.Security.Cryptography;
using Gimlet.Cli.Tests.Ship;
using Gimlet.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>Runners that lack gimlet download it.</summary>
public sealed class DownloadTests(ShipServer server) : IntegrationSuite(server), IAsyncLifetime
{
    private const string Asset = "/example/gimlet/releases/download/v1/gimlet-linux-x64";

    private readonly string _program = $"{Path.GetTempFileName()}.gimlet";
    private readonly string _address = $"http://127.0.0.1:{FreePort.Next()}";
    private WebApplication? _releases;

    public async ValueTask InitializeAsync()
    {
        GimletOnPath.WriteProgram(_program);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(_address);
        _releases = builder.Build();
        _releases.MapGet(Asset, () => Results.File(_program, "application/octet-stream"));
        await _releases.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _releases!.DisposeAsync();
        File.Delete(_program);
        Dispose();
    }

    [Fact]
    public async Task GitHubAction_WithoutGimlet_TakesItFromItsOwnRelease()
    {
        var run = await RunActionAsync("v1", []);

        Assert.True(run.ExitCode == 0, run.Log);
        await AssertShippedAsync(run.ArtifactId, Team.MainSha, "Jane Doe <jane@example.com>", "Sell more", "push");
    }

    [Fact]
    public async Task GitHubAction_ReleaseWithoutProgram_FailsAndSaysWhy()
    {
        var run = await RunActionAsync("v2", []);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("404", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checksum_Right_Ships()
    {
        var checksum = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(
            _program, TestContext.Current.CancellationToken)));

        var run = await RunActionAsync("v1", [("GIMLET_CLI_SHA256", checksum)]);

        Assert.True(run.ExitCode == 0, run.Log);
    }

    [Fact]
    public async Task Checksum_Wrong_RunsNothing()
    {
        var run = await RunActionAsync("v1", [("GIMLET_CLI_SHA256", new string('0', 64))]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("Shipped", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orb_WithoutAddress_SaysWhatToSet()
    {
        var run = await CircleCiOrb.RunJobAsync(
            "gimlet-artifact-push", Team.CheckOutBranch("main"), new Dictionary<string, string>(),
            WithoutGimlet([("CIRCLECI", "true")]), TestContext.Current.CancellationToken);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("set GIMLET_CLI_URL", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitLabJob_WithAddress_Ships()
    {
        var (run, _) = await new GitLabTemplate(new Dictionary<string, string>()).RunAsync(
            Team.CheckOutBranch("main"),
            WithoutGimlet([
                ("GITLAB_CI", "true"), ("CI_PROJECT_PATH", "team/shop"), ("CI_COMMIT_SHA", Team.MainSha),
                ("GIMLET_CLI_URL", $"{_address}{Asset}")]),
            TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.StartsWith("team/shop-", run.ArtifactId, StringComparison.Ordinal);
    }

    private Task<StepRun> RunActionAsync(string version, (string, string)[] more) => new GitHubRunner(Machine).RunAsync(
        Team.CheckOutShallow("refs/heads/main", "refs/remotes/origin/main"),
        new Dictionary<string, string>(),
        new Dictionary<string, string>
        {
            ["server_url"] = _address,
            ["action_repository"] = "example/gimlet",
            ["action_ref"] = version,
        },
        WithoutGimlet([
            ("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "team/shop"), ("GITHUB_REF", "refs/heads/main"),
            ("GITHUB_SHA", Team.MainSha), ("GITHUB_SERVER_URL", _address), .. more]),
        TestContext.Current.CancellationToken);

    private Dictionary<string, string> WithoutGimlet((string, string)[] more) =>
        Variables([.. more, ("PATH", "/usr/local/bin:/usr/bin:/bin")]);
}
