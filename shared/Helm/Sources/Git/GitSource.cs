using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace Gimlet.Helm.Sources;

/// <summary>Fetches charts from git repositories, into clones that are kept for the next time.</summary>
internal sealed class GitSource(
    ChartSourceOptions options,
    HostPolicy hosts,
    ChartHttp http,
    DiskCache disk,
    BoundedCache<FetchedChart> memory,
    TimeProvider clock)
{
    private readonly string _path = Path.GetFullPath(Path.Combine(options.CachePath, "git"));

    public async Task<FetchedChart> FetchAsync(GitChart chart, CancellationToken cancellationToken)
    {
        if (FindKnown(chart) is { } known)
        {
            return known;
        }

        var session = new GitSession(http, options.MaxGitBytes, cancellationToken);
        var ssh = chart.IsSsh ? await SshAsync(chart, cancellationToken).ConfigureAwait(false) : _ => null;
        var path = Path.Combine(_path, Name(chart));
        using var clone = await GitClone.OpenAsync(path, session, ssh, clock, cancellationToken).ConfigureAwait(false);
        using var stop = cancellationToken.Register(() => clone.Ssh?.Kill());
        var fetched = await Task.Factory.StartNew(
            () => Fetch(clone, chart), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);
        GitClones.Trim(_path, path, options.MaxCacheBytes);
        return fetched;
    }

    // A commit never changes. A tag does not either, by convention, so it is asked for like an exact version.
    private FetchedChart? FindKnown(GitChart chart) => chart.Kind switch
    {
        GitRefKind.Commit => memory.Find(Digest(chart, chart.Ref)),
        GitRefKind.Tag when disk.FindLink(LinkKey(chart)) is { } link
            && clock.GetUtcNow() - link.CheckedAt < options.MaxAge => memory.Find(link.Digest),
        _ => null,
    };

    private FetchedChart Fetch(GitClone clone, GitChart chart)
    {
        using var repository = clone.Open(chart.IsSsh ? chart.Address : GitHttpTransport.ToOwnAddress(chart.Address));
        var commit = clone.Fetch(repository, chart);
        var tree = new GitTree(repository, commit.Tree, chart.Path);
        var digest = Digest(chart, commit.Sha);
        if (memory.Find(digest) is not { } fetched)
        {
            var files = new ChartTreeReader(tree, options.Limits).Read();
            fetched = memory.Add(digest, new FetchedChart(digest, files), FetchedChart.Weigh(files));
        }

        if (chart.Kind is GitRefKind.Tag)
        {
            disk.AddLink(LinkKey(chart), new CacheLink(digest, clock.GetUtcNow(), null, null));
        }

        return fetched;
    }

    private async Task<Func<string, GitSsh?>> SshAsync(GitChart chart, CancellationToken cancellationToken)
    {
        var addresses = await hosts.ResolveAsync(chart.Host, cancellationToken).ConfigureAwait(false);
        var key = hosts.CredentialsOf(chart.Host, chart.Port)?.SshKeyPath;
        return folder => new GitSsh(folder, chart, addresses[0], key, options.KnownHostsPath);
    }

    private static string Digest(GitChart chart, string commit) => $"git:{chart.Address}@{commit}:{chart.Path}";

    private static string LinkKey(GitChart chart) => $"{chart.Kind} of {chart}";

    private static string Name(GitChart chart) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chart.Address)))[..32] + ".git";
}
