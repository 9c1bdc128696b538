using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class FileRemoteTests : RemoteSuite
{
    protected override Task<RemoteRepository> CreateRemoteAsync() => Task.FromResult<RemoteRepository>(new FileRemote());

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
}
