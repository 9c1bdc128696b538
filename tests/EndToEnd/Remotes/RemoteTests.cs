using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.EndToEnd.Tests.Remotes;

/// <summary>The whole system over a remote behind a network: also one that is away for a while.</summary>
public sealed class RemoteTests
{
    private const string Env = "staging";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ssh_WithADeployKey_TakesDeploysNowAndAfterItWasAway()
    {
        Requires.That(RabbitMqServer.Installed, "needs rabbitmq-server");
        Requires.That(PostgresServer.Installed, "needs PostgreSQL");
        await using var remote = await SshRemote.StartAsync(Cancellation);

        await DeployAsync(GimletForm.Distributed, remote, remote.StopAsync, () => remote.ResumeAsync(Cancellation));
    }

    [Fact]
    public async Task Https_WithATokenAndACertificateOfItsOwn_TakesDeploysNowAndAfterItWasAway()
    {
        await using var remote = await HttpsRemote.StartAsync(Cancellation);

        await DeployAsync(GimletForm.Standalone, remote, remote.StopAsync, () => remote.ResumeAsync(Cancellation));
    }

    private static async Task DeployAsync(
        GimletForm form, RemoteRepository remote, Func<Task> goAway, Func<Task> comeBack)
    {
        var settings = remote.Settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        settings["GITOPS_REPO"] = remote.Url;
        await using var installation = await Installation.StartAsync(form, settings, Cancellation);
        using var client = new GimletClient(installation.Address, Installation.AdminToken);
        var branch = new GitopsBranch(remote.Folder);
        await CheckDeployAsync(client, branch, await ReleaseAsync(client, "one"));

        await goAway();
        var waiting = await ReleaseAsync(client, "two");
        Assert.Equal("new", (string)(await client.TrackReleaseAsync(waiting, Cancellation))["status"]!);
        await comeBack();

        await CheckDeployAsync(client, branch, waiting);
        Assert.Contains("content: two\n", branch.Read($"{Env}/demo/manifests.yaml"), StringComparison.Ordinal);
    }

    private static async Task<string> ReleaseAsync(GimletClient client, string content)
    {
        var artifact = Artifacts.Create(Artifacts.Manifest(Env, "demo", content));
        return await client.ReleaseAsync(Env, "demo", await client.ShipAsync(artifact, Cancellation), Cancellation);
    }

    private static async Task CheckDeployAsync(GimletClient client, GitopsBranch branch, string id)
    {
        var status = await Eventually.GetAsync(
            async () => await client.TrackReleaseAsync(id, Cancellation) is var status
                && (string)status["status"]! == "processed" ? status : null,
            $"release {id} to be pushed",
            TimeSpan.FromSeconds(60),
            Cancellation);
        var result = Assert.Single(status["results"]!.AsArray())!;
        Assert.Equal("success", (string)result["status"]!);
        Assert.Equal((string)result["hash"]!, branch.Tip);
        Assert.Single(branch.Commits(), commit => commit.RequestId == id);
    }
}
