using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>Servers that accept, and then say nothing.</summary>
public abstract partial class NetworkRemoteSuite
{
    /// <summary>At once, or in the middle of an answer.</summary>
    protected abstract void FallSilent(bool midway);

    protected abstract void SpeakAgain();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerThatFallsSilent_EndsItsWritesInTime(bool midway)
    {
        await RestartImpatientAsync(budget: "00:00:02");
        FallSilent(midway);

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.Contains(
            "cannot be reached: it timed out after 1 s of silence", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("tried for 2 s (GITOPS_PUSH_TIMEOUT)", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatFallsSilent_DelaysItsWritesAndNoOthers()
    {
        await using var other = new FileRemote();
        Writer["GITOPS_REPOS"] = $"env=production&gitopsRepo={other.Folder}";
        await RestartImpatientAsync(budget: "00:02:00");
        FallSilent(midway: false);
        var write = Writer.WriteAsync(WriterFixture.Release("demo"));

        await Writer.CommitAsync(WriterFixture.Release("demo", env: "production"));

        Assert.False(write.IsCompleted);
        SpeakAgain();
        Assert.Equal("written", (await write).Name);
    }

    [Fact]
    public async Task HookThatTakesLong_IsWaitedFor()
    {
        // While it runs, git says every second that it is still there.
        Remote.Git("config", "receive.keepAlive", "1");
        Writer["GITOPS_SERVER_TIMEOUT"] = "00:00:03";
        await Writer.RestartAsync(Stop);
        SetHook("pre-receive", "echo push >> pushes; sleep 5");

        await Writer.CommitAsync(WriterFixture.Release("demo"));

        Assert.Equal(["push"], File.ReadAllLines(Path.Combine(Remote.Folder, "pushes")));
    }

    private Task RestartImpatientAsync(string budget)
    {
        Writer["GITOPS_SERVER_TIMEOUT"] = "00:00:01";
        Writer["GITOPS_PUSH_TIMEOUT"] = budget;
        return Writer.RestartAsync(Stop);
    }
}
