using LibGit2Sharp;

namespace Gimlet.Standalone.Demo;

/// <summary>What the gitops repository holds, for people.</summary>
internal static class RepositoryListing
{
    private const int Newest = 10;

    public static IEnumerable<string> Log(Repository repository, string branch)
    {
        var newestFirst = new CommitFilter
        {
            IncludeReachableFrom = repository.Branches[branch],
            SortBy = CommitSortStrategies.Topological,
        };
        foreach (var commit in repository.Commits.QueryBy(newestFirst).Take(Newest))
        {
            var author = commit.Author;
            yield return $"commit {commit.Sha}";
            yield return $"Author: {author.Name} <{author.Email}>, {author.When:yyyy-MM-dd HH:mm:ss}Z";
            yield return "";
            foreach (var line in commit.Message.TrimEnd().Split('\n'))
            {
                yield return line.Length == 0 ? "" : $"    {line}";
            }

            yield return "";
        }
    }

    public static IEnumerable<string> Files(Repository repository, string branch) =>
        Files(repository.Branches[branch].Tip.Tree);

    private static IEnumerable<string> Files(Tree tree) => tree.SelectMany(entry =>
        entry.Target is Tree directory ? Files(directory) : [entry.Path]);
}
