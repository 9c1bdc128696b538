using Gimlet.Cli.Ship.Commits;
using Gimlet.Testing.Git;

namespace Gimlet.Cli.Tests.Ship;

public sealed class GitRepositoryTests : IDisposable
{
    private readonly TeamRepository _team = new(new Dictionary<string, string> { ["README.md"] = "Sell more.\n" });

    public void Dispose() => _team.Dispose();

    [Fact]
    public async Task Find_CheckedOut_IsTheWholeCommit()
    {
        var checkout = _team.CheckOutShallow("refs/heads/main", "refs/remotes/origin/main");

        var commit = await FindAsync(checkout, _team.MainSha);

        Assert.Equal(("Jane Doe", "jane@example.com"), (commit!.AuthorName, commit.AuthorEmail));
        Assert.Equal(("Foreign", "foreign@example.com"), (commit.CommitterName, commit.CommitterEmail));
        Assert.Equal("Sell more\n\nMuch more, in \"quotes\" and ünïcode.", commit.Message);
        Assert.Equal(
            GitCommand.Run(checkout, "log", "-1", "--format=%ct"), $"{commit.Created.ToUnixTimeSeconds()}");
    }

    [Fact]
    public async Task Find_HeadOfAShallowMerge_IsFetched()
    {
        var checkout = _team.CheckOutShallow("refs/pull/7/merge", "refs/remotes/pull/7/merge");

        var commit = await FindAsync(checkout, _team.HeadSha);

        Assert.Equal(("Fred Fork", "Sell less"), (commit!.AuthorName, commit.Message));
        Assert.Equal(_team.MergeSha, GitCommand.Run(checkout, "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task Find_NotInAWholeClone_IsFetchedAndTheCloneStaysWhole()
    {
        var checkout = _team.CheckOutBranch("main");

        var commit = await FindAsync(checkout, _team.HeadSha);

        Assert.Equal("Fred Fork", commit!.AuthorName);
        Assert.Equal("false", GitCommand.Run(checkout, "rev-parse", "--is-shallow-repository"));
    }

    [Fact]
    public async Task Find_RemoteIsGone_IsNull()
    {
        var checkout = _team.CheckOutShallow("refs/pull/7/merge", "refs/remotes/pull/7/merge");
        Directory.Delete(_team.Remote, recursive: true);

        Assert.Null(await FindAsync(checkout, _team.HeadSha));
    }

    [Fact]
    public async Task Find_SignatureWanted_IsNotConfused()
    {
        var checkout = _team.CheckOutShallow("refs/heads/main", "refs/remotes/origin/main");
        GitCommand.Run(checkout, "config", "log.showSignature", "true");

        Assert.Equal("Jane Doe", (await FindAsync(checkout, _team.MainSha))!.AuthorName);
    }

    private static Task<CommitMetadata?> FindAsync(string checkout, string sha) =>
        new GitRepository(checkout, trustFolder: true).FindAsync(sha, TestContext.Current.CancellationToken);
}
