using Gimlet.Cli.Ship.Commits;

namespace Gimlet.Cli.Ship.Builds;

/// <summary>What the checkout itself tells: where no CI is known, and for the gaps that a CI leaves.</summary>
internal static class PlainGit
{
    /// <summary>A build of the commit that is checked out.</summary>
    public static async Task<Build> DetectAsync(GitRepository git, CancellationToken cancellationToken)
    {
        var branch = await git.CurrentBranchAsync(cancellationToken);
        var tag = branch.Length == 0 ? await git.CurrentTagAsync(cancellationToken) : "";
        if (branch.Length == 0 && tag.Length == 0)
        {
            branch = await git.OnlyBranchAtHeadAsync(cancellationToken);
        }

        var build = new Build { Ci = "git", Branch = branch, Tag = tag, Actor = Environment.UserName };
        return build with { Trigger = build.Event };
    }

    /// <summary>The same build with the gaps filled that git can fill.</summary>
    public static async Task<Build> CompleteAsync(Build build, GitRepository git, CancellationToken cancellationToken)
    {
        var remote = RepositoryAddress.Parse(await git.OriginAsync(cancellationToken));
        var repository = FirstOf(build.Repository, remote?.Name, git.FolderName);
        var sha = await git.ResolveAsync(FirstOf(build.Sha, "HEAD"), cancellationToken);
        return build with
        {
            Repository = repository,
            Sha = sha,
            Url = FirstOf(build.Url, remote is { WebUrl.Length: > 0 } ? $"{remote.WebUrl}/commit/{sha}" : ""),
            RepositoryVariable = FirstOf(build.RepositoryVariable, repository),
            Owner = FirstOf(build.Owner, RepositoryAddress.OwnerOf(repository)),
        };
    }

    private static string FirstOf(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is { Length: > 0 })
            {
                return text;
            }
        }

        return "";
    }
}
