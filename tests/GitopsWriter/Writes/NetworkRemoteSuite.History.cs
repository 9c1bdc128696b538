using System.Text;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>Clones that have not all of the history.</summary>
public abstract partial class NetworkRemoteSuite
{
    private string CloneFolder => Assert.Single(Directory.GetDirectories(Path.Combine(Writer.Folder, "repositories")));

    private bool IsShallow => GitCommand.Run(CloneFolder, "rev-parse", "--is-shallow-repository") == "true";

    [Fact]
    public async Task CloneThatIsMadeAnew_HasTheTipAlone_AndPushesAndFetches()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        AddForeignCommits(1_000);
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await LoseCloneAsync();

        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 3\n"));
        Assert.Equal("2", GitCommand.Run(CloneFolder, "rev-list", "--count", "main"));

        // The content of long ago comes back: whoever has the whole history has it already.
        Remote.Commit("staging/demo/manifests.yaml", "v: 1\n");
        await Writer.CommitAsync(WriterFixture.Release("other", "v: 1\n"));

        Assert.True(IsShallow);
        GitCommand.Run(CloneFolder, "fsck", "--strict");
        Assert.Equal("v: 1", GitCommand.Run(CloneFolder, "show", "main:staging/demo/manifests.yaml"));
        Assert.Equal("1006", Remote.Git("rev-list", "--count", "main"));
        Remote.Git("fsck", "--strict");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    public async Task Rollback_ToACommitThatIsNotInTheClone_GetsIt(int commitsBetween)
    {
        var first = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var second = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        AddForeignCommits(commitsBetween);
        var foreign = Remote.Git("rev-parse", "main");
        var third = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 3\n"));
        await LoseCloneAsync();
        await Writer.CommitAsync(WriterFixture.Release("other"));
        Assert.True(IsShallow);

        await Writer.CommitAsync(WriterFixture.Rollback("demo", first));
        var unknown = await Writer.WriteAsync(WriterFixture.Rollback("demo", new string('1', 40)));
        var untouched = await Writer.WriteAsync(WriterFixture.Rollback("demo", foreign));

        Assert.Equal("v: 1", Remote.Git("show", "main:staging/demo/manifests.yaml"));
        var message = Remote.Git("log", "-1", "--format=%B", "main");
        Assert.Contains(second, message, StringComparison.Ordinal);
        Assert.Contains(third, message, StringComparison.Ordinal);
        Assert.Contains("There is no commit", unknown.Reason, StringComparison.Ordinal);
        Assert.Contains("did not touch demo", untouched.Reason, StringComparison.Ordinal);
        Assert.False(IsShallow);
    }

    [Fact]
    public async Task Rollback_ToTheOldestCommitOfTheClone_KnowsWhatItChanged()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo"));
        var other = await Writer.CommitAsync(WriterFixture.Release("other"));
        await LoseCloneAsync();

        var outcome = await Writer.WriteAsync(WriterFixture.Rollback("demo", other));

        Assert.Contains("did not touch demo", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Position_OfARevisionThatIsNotInTheClone_IsFound()
    {
        var first = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        AddForeignCommits(300);
        var foreign = Remote.Git("rev-parse", "main");
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await LoseCloneAsync();
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 3\n"));
        Assert.True(IsShallow);
        var graph = Writer.Get<IRevisionGraphs>().For("staging")!;

        var position = await graph.LastContainedPositionAsync(foreign, Stop);

        Assert.NotNull(position);
        Assert.Equal(await graph.LastContainedPositionAsync(first, Stop), position);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(400)]
    public async Task CommitsOfOursThatAreNotInTheClone_AreFoundBeforeAnythingIsWritten(int commitsBetween)
    {
        AddForeignCommits(300);
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var write = WriterFixture.Release("elsewhere");
        await using (var replica = new WriterFixture(new FileRemote()) { ["GITOPS_REPO"] = Remote.Folder })
        {
            await replica.StartAsync(Stop);
            await replica.CommitAsync(write);
        }

        AddForeignCommits(commitsBetween);
        await LoseCloneAsync();

        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        var outcome = await Writer.WriteAsync(write);

        Assert.Equal(Remote.Git("log", "-1", "--format=%H", "main", "--", "staging/elsewhere"), outcome.Sha);
        Assert.Equal($"{304 + commitsBetween}", Remote.Git("rev-list", "--count", "main"));
        Assert.Equal(commitsBetween < 256, IsShallow);
    }

    /// <summary>As a pod without a volume of its own does when it is replaced.</summary>
    protected async Task LoseCloneAsync()
    {
        await Writer.StopAsync();
        Directory.Delete(Path.Combine(Writer.Folder, "repositories"), recursive: true);
        await Writer.StartAsync(Stop);
    }

    private void AddForeignCommits(int count)
    {
        var import = new StringBuilder();
        for (var number = 0; number < count; number++)
        {
            import.Append("commit refs/heads/main\ncommitter Foreign <foreign@example.com> 1700000000 +0000\n")
                .Append("data 7\nforeign")
                .Append(number == 0 ? "\nfrom refs/heads/main^0\n" : "\n")
                .Append(null, $"M 100644 inline foreign.txt\ndata {$"{number}".Length}\n{number}\n");
        }

        GitCommand.RunWithInput(Remote.Folder, import.ToString(), "fast-import", "--quiet");
    }
}
