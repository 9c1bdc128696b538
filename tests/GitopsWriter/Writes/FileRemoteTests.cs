using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class FileRemoteTests : RemoteSuite
{
    protected override Task<RemoteRepository> CreateRemoteAsync() =>
        Task.FromResult<RemoteRepository>(new FileRemote());

    [Fact]
    public async Task RepositoryThatIsAway_DelaysItsWrites()
    {
        var away = Remote.Folder + ".away";
        await Writer.StopAsync();
        Directory.Move(Remote.Folder, away);
        await Writer.StartAsync(Stop);
        var write = Writer.WriteAsync(WriterFixture.Release("demo"));
        await Task.WhenAny(write, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Stop));
        Assert.False(write.IsCompleted);

        Directory.Move(away, Remote.Folder);

        Assert.Equal("written", (await write).Name);
    }

    [Fact]
    public async Task RepositoryThatStaysAway_EndsItsWritesInTime()
    {
        var away = Remote.Folder + ".away";
        Writer["GITOPS_PUSH_TIMEOUT"] = "00:00:01";
        await Writer.StopAsync();
        Directory.Move(Remote.Folder, away);
        await Writer.StartAsync(Stop);

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.Contains("There is no git repository at", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("tried for 1 s (GITOPS_PUSH_TIMEOUT)", outcome.Reason, StringComparison.Ordinal);
        Directory.Move(away, Remote.Folder);
        await Writer.CommitAsync(WriterFixture.Release("demo"));
    }

    [Fact]
    public async Task BranchWhoseLockIsHeldForGood_EndsItsWritesInTime()
    {
        Writer["GITOPS_PUSH_TIMEOUT"] = "00:00:01";
        await Writer.RestartAsync(Stop);
        File.WriteAllText(Path.Combine(Remote.Folder, "refs", "heads", "main.lock"), "");

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.Contains("is held by another process", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("GITOPS_PUSH_TIMEOUT", outcome.Reason, StringComparison.Ordinal);
    }
}
