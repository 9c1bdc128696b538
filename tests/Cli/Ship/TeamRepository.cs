using Gimlet.Testing.Git;

namespace Gimlet.Cli.Tests.Ship;

/// <summary>
/// A team's repository on a git host: a branch, a tag, and a pull request from a fork of which the host made a merge.
/// Checkouts are made as CIs make them.
/// </summary>
internal sealed class TeamRepository : IDisposable
{
    public const string Tag = "v1.2.0";
    public const int PullRequest = 7;

    private readonly string _root = Directory.CreateTempSubdirectory("gimlet-team-").FullName;

    public TeamRepository(IReadOnlyDictionary<string, string> files)
    {
        Remote = Path.Combine(_root, "team", "shop.git");
        Directory.CreateDirectory(Path.GetDirectoryName(Remote)!);
        GitCommand.Run(_root, "init", "-q", "--bare", "-b", "main", Remote);
        var work = Path.Combine(_root, "work");
        GitCommand.Run(_root, "clone", "-q", Remote, work);
        foreach (var (path, content) in files)
        {
            Write(work, path, content);
        }

        Commit(work, "Jane Doe <jane@example.com>", "Sell more\n\nMuch more, in \"quotes\" and ünïcode.");
        MainSha = GitCommand.Run(work, "rev-parse", "HEAD");
        GitCommand.Run(work, "tag", "-a", "-m", "Release", Tag);
        GitCommand.Run(work, "push", "-q", "origin", "main", Tag);
        MakePullRequest(work);
    }

    /// <summary>The bare repository.</summary>
    public string Remote { get; }

    public string MainSha { get; }

    /// <summary>The commit of the contributor.</summary>
    public string HeadSha { get; private set; } = "";

    /// <summary>What the host made of it and of the base branch.</summary>
    public string MergeSha { get; private set; } = "";

    /// <summary>As actions/checkout does it: one commit and nothing before it.</summary>
    public string CheckOutShallow(string remoteReference, string localReference)
    {
        var folder = NewCheckout();
        GitCommand.Run(
            folder, "fetch", "-q", "--no-tags", "--depth=1", "origin", $"+{remoteReference}:{localReference}");
        GitCommand.Run(folder, "checkout", "-q", "--force", localReference);
        return folder;
    }

    /// <summary>The whole history, with this branch checked out.</summary>
    public string CheckOutBranch(string branch)
    {
        var folder = NewCheckout();
        GitCommand.Run(folder, "fetch", "-q", "origin");
        GitCommand.Run(folder, "checkout", "-q", "-B", branch, $"origin/{branch}");
        return folder;
    }

    /// <summary>As CircleCI does it for a pull request from a fork: the head under the name of its reference.</summary>
    public string CheckOutPullRequest()
    {
        var folder = NewCheckout();
        var branch = $"pull/{PullRequest}";
        GitCommand.Run(folder, "fetch", "-q", "origin", $"{branch}/head:refs/remotes/origin/{branch}");
        GitCommand.Run(folder, "checkout", "-q", "-B", branch, $"refs/remotes/origin/{branch}");
        return folder;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static void Write(string folder, string path, string content)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private static void Commit(string folder, string author, string message)
    {
        GitCommand.Run(folder, "add", "-A");
        GitCommand.Run(folder, "commit", "-q", "--author", author, "-m", message);
    }

    // The head is in the fork alone; the host shows it as refs/pull/7/head, and beside it the merge.
    private void MakePullRequest(string work)
    {
        var fork = Path.Combine(_root, "fork");
        GitCommand.Run(_root, "clone", "-q", work, fork);
        GitCommand.Run(fork, "checkout", "-q", "-b", "sell-less");
        Write(fork, "README.md", "Sell less.\n");
        Commit(fork, "Fred Fork <fred@example.org>", "Sell less");
        HeadSha = GitCommand.Run(fork, "rev-parse", "HEAD");

        Write(work, "CHANGELOG.md", "Moved on.\n");
        Commit(work, "Jane Doe <jane@example.com>", "Move on");
        GitCommand.Run(work, "fetch", "-q", fork, "sell-less");
        GitCommand.Run(work, "merge", "-q", "--no-ff", "-m", $"Merge {HeadSha} into main", "FETCH_HEAD");
        MergeSha = GitCommand.Run(work, "rev-parse", "HEAD");
        GitCommand.Run(
            work, "push", "-q", "origin",
            $"{HeadSha}:refs/pull/{PullRequest}/head", $"{MergeSha}:refs/pull/{PullRequest}/merge",
            $"{HeadSha}:refs/merge-requests/{PullRequest}/head", $"{MergeSha}:refs/merge-requests/{PullRequest}/merge");
    }

    private string NewCheckout()
    {
        var folder = Path.Combine(_root, "checkouts", Guid.NewGuid().ToString("N"), "shop");
        Directory.CreateDirectory(folder);
        GitCommand.Run(folder, "init", "-q");
        GitCommand.Run(folder, "remote", "add", "origin", new Uri(Remote).AbsoluteUri);
        return folder;
    }
}
