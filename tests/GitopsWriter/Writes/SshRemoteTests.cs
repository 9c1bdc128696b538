using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class SshRemoteTests : NetworkRemoteSuite
{
    protected override string SettingThatIsRefused => "GITOPS_REPO_DEPLOY_KEY_PATH";

    // A key that is as good as any other, but not one that the server knows.
    protected override string ValueThatIsRefused => Path.Combine(Remote.Root, "host_key");

    protected override string WordsOfRefusal => "Permission denied (publickey";

    [Fact]
    public async Task HostWithAnotherKey_IsRefused()
    {
        var known = Path.Combine(Remote.Root, "other_hosts");
        var line = File.ReadAllText(Path.Combine(Remote.Root, "known_hosts")).Split(' ')[0];
        File.WriteAllText(known, $"{line} {File.ReadAllText(Path.Combine(Remote.Root, "deploy_key.pub"))}");
        Writer["GITOPS_KNOWN_HOSTS_PATH"] = known;
        await Writer.RestartAsync(Stop);

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.Contains("Host key verification failed", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostThatIsNew_IsRememberedWhereThatIsAllowed()
    {
        Writer["GITOPS_KNOWN_HOSTS_PATH"] = "";
        Writer["GITOPS_HOST_KEY_CHECKING"] = "accept-new";
        await Writer.RestartAsync(Stop);

        await Writer.CommitAsync(WriterFixture.Release("demo"));

        Assert.Contains(
            "ssh-ed25519",
            File.ReadAllText(Path.Combine(Writer.Folder, "repositories", "known_hosts")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeployKeyThatOthersMayRead_IsUsedAllTheSame()
    {
        File.SetUnixFileMode(
            Path.Combine(Remote.Root, "deploy_key"),
            UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await Writer.RestartAsync(Stop);

        await Writer.CommitAsync(WriterFixture.Release("demo"));
    }

    protected override async Task<RemoteRepository> CreateRemoteAsync() => await SshRemote.StartAsync(Stop);

    protected override Task TakeAwayAsync() => ((SshRemote)Remote).StopAsync();

    protected override Task BringBackAsync() => ((SshRemote)Remote).ResumeAsync(Stop);

    protected override void FallSilent(bool midway) => ((SshRemote)Remote).RunInstead(
        midway ? "sh -c \"$SSH_ORIGINAL_COMMAND\" | head -c 40; exec sleep 20" : "exec sleep 20");

    protected override void SpeakAgain() => ((SshRemote)Remote).RunInstead(null);

    // The parent of the command is the connection's process of the server.
    protected override void HangUpAfter(int bytes) => ((SshRemote)Remote).RunInstead(
        $"{{ stdbuf -o0 head -c {bytes}; kill $PPID; }} | sh -c \"$SSH_ORIGINAL_COMMAND\"");
}
