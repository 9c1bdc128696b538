using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>What holds for remotes that a server answers for.</summary>
public abstract partial class NetworkRemoteSuite : RemoteSuite
{
    protected abstract Task TakeAwayAsync();

    protected abstract Task BringBackAsync();

    protected abstract string SettingThatIsRefused { get; }

    protected abstract string ValueThatIsRefused { get; }

    protected abstract string WordsOfRefusal { get; }

    [Fact]
    public async Task RemoteThatIsAway_DelaysItsWrites()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        await TakeAwayAsync();
        var write = Writer.WriteAsync(WriterFixture.Release("demo", "v: 2\n"));
        await Task.WhenAny(write, Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Stop));
        Assert.False(write.IsCompleted);

        await BringBackAsync();

        Assert.Equal("written", (await write).Name);
    }

    [Fact]
    public async Task RemoteThatRefusesUs_EndsTheWriteWithItsWords()
    {
        Writer[SettingThatIsRefused] = ValueThatIsRefused;
        await Writer.RestartAsync(Stop);

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.Contains(WordsOfRefusal, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HookThatRefusesOneApp_EndsThatWriteAlone()
    {
        SetHook("pre-receive", """
            while read old new ref; do
              git log --format=%s $old..$new | grep -q ' bad to ' && { echo 'not this one' >&2; exit 1; }
            done
            exit 0
            """);

        var apps = new[] { "one", "bad", "two", "three" };
        var outcomes = await Task.WhenAll(apps.Select(app => Writer.WriteAsync(WriterFixture.Release(app))));

        Assert.Equal(["written", "rejected", "written", "written"], outcomes.Select(outcome => outcome.Name));
        Assert.Contains("pre-receive hook declined: not this one", outcomes[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HookThatShouts_IsHeardInMeasure()
    {
        SetHook("pre-receive", """
            head -c 200000 /dev/zero | tr '\0' 'x' >&2
            printf '\n\033[31mGitLab:\033[0m \007You shall not\r\npush.\n' >&2
            exit 1
            """);

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.EndsWith("x GitLab: You shall not push.", outcome.Reason, StringComparison.Ordinal);
        Assert.InRange(outcome.Reason.Length, 1000, 2200);
    }

    [Fact]
    public async Task HookThatEndsBadlyAfterThePush_ChangesNothing()
    {
        SetHook("post-receive", "echo 'I am not well' >&2; exit 1");

        await Writer.CommitAsync(WriterFixture.Release("demo"));
    }

    [Fact]
    public async Task CloneThatIsDamagedOrMissing_IsMadeAgain()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var clone = Assert.Single(Directory.GetDirectories(Path.Combine(Writer.Folder, "repositories")));
        await Writer.StopAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(clone, "objects"), "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(file, "");
        }

        await Writer.StartAsync(Stop);
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await Writer.StopAsync();
        Directory.Delete(clone, recursive: true);
        await Writer.StartAsync(Stop);
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 3\n"));

        Assert.Equal("4", Remote.Git("rev-list", "--count", "main"));
    }

    [Fact]
    public async Task ServerWithoutOffsetDeltas_GetsDeltasOfTheOtherKind()
    {
        Remote.Git("config", "repack.useDeltaBaseOffset", "false");
        var apps = Enumerable.Range(0, 100).Select(number => $"app-{number}").ToList();
        await Task.WhenAll(apps.Select(app => Writer.CommitAsync(WriterFixture.Release(app, "v: 1\n"))));

        await Task.WhenAll(apps.Select(app => Writer.CommitAsync(WriterFixture.Release(app, "v: 2\n"))));

        Assert.Equal("201", Remote.Git("rev-list", "--count", "main"));
        Remote.Git("fsck", "--strict");
    }

    [Fact]
    public void Settings_OfTheRemote_HideItsCredentials()
    {
        var settings = Assert.Single(Writer.Get<GitopsRepositories>().Settings);

        Assert.DoesNotContain("token", $"{settings}", StringComparison.Ordinal);
    }

    private void SetHook(string name, string script)
    {
        var hook = Path.Combine(Remote.Folder, "hooks", name);
        File.WriteAllText(hook, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
