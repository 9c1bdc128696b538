using LibGit2Sharp;

namespace Gimlet.Helm.Sources;

/// <summary>A bare, shallow clone on disk. Whoever holds it is alone with it, among processes too.</summary>
internal sealed class GitClone : IDisposable
{
    private const string Origin = "origin";

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly GitSession _session;

    private GitClone(string path, FileStream held, GitSession session)
    {
        _path = path;
        _lock = held;
        _session = session;
    }

    public string Path => _path;

    /// <summary>The SSH program, where it is reached by SSH.</summary>
    public GitSsh? Ssh { get; init; }

    public static async Task<GitClone> OpenAsync(
        string path,
        GitSession session,
        Func<string, GitSsh?> ssh,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        while (true)
        {
            if (TryLock(path) is { } held)
            {
                return new GitClone(path, held, session) { Ssh = ssh(path) };
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Null while somebody else holds it.</summary>
    public static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(
                $"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
        }
        catch (IOException) when (Directory.Exists(System.IO.Path.GetDirectoryName(path)))
        {
            return null;
        }
    }

    /// <summary>Opens the repository, anew where it is damaged.</summary>
    public Repository Open(string address)
    {
        try
        {
            return Prepare(address);
        }
        catch (LibGit2SharpException)
        {
            Directory.Delete(_path, recursive: true);
            Directory.CreateDirectory(_path);
            return Prepare(address);
        }
    }

    /// <summary>The commit that the chart's reference means, fetched unless it is here.</summary>
    public Commit Fetch(Repository repository, GitChart chart)
    {
        if (chart.Kind is GitRefKind.Commit)
        {
            return repository.Lookup<Commit>(chart.Ref) ?? FetchCommit(repository, chart.Ref);
        }

        var name = chart.Kind switch
        {
            GitRefKind.Branch => $"refs/heads/{chart.Ref}",
            GitRefKind.Tag => $"refs/tags/{chart.Ref}",
            _ => "HEAD",
        };
        var advertised = Run(() => repository.Network.ListReferences(repository.Network.Remotes[Origin])
            .FirstOrDefault(reference => reference.CanonicalName == name)
            ?.ResolveToDirectReference()?.TargetIdentifier);
        if (advertised is null)
        {
            throw new ChartException(name == "HEAD"
                ? "the git repository has no default branch"
                : $"the git repository has no {(chart.Kind is GitRefKind.Tag ? "tag" : "branch")} {chart.Ref}");
        }

        return Peel(repository.Lookup(advertised)) ?? FetchRef(repository, name);
    }

    public void Dispose() => _lock.Dispose();

    private static Commit? Peel(GitObject? target) => target?.Peel<Commit>();

    private Repository Prepare(string address)
    {
        if (!Repository.IsValid(_path))
        {
            Repository.Init(_path, isBare: true);
        }

        // A process that was killed in the middle of a fetch leaves these, and we are alone.
        foreach (var abandoned in Directory.GetFiles(_path, "*.lock", SearchOption.AllDirectories))
        {
            File.Delete(abandoned);
        }

        var repository = new Repository(_path);
        if (repository.Network.Remotes[Origin] is null)
        {
            repository.Network.Remotes.Add(Origin, address);
        }

        if (Ssh is not null)
        {
            repository.Config.Set("core.sshCommand", Ssh.Write(), ConfigurationLevel.Local);
        }

        return repository;
    }

    private Commit FetchRef(Repository repository, string name)
    {
        Fetch(repository, [$"+{name}:refs/charts/tip"], depth: 1);
        return Peel(repository.Refs["refs/charts/tip"]?.ResolveToDirectReference().Target)
            ?? throw new ChartException($"{name} of the git repository is no commit");
    }

    // Most servers give any commit by its name; the others only what branches and tags lead to.
    private Commit FetchCommit(Repository repository, string sha)
    {
        try
        {
            Fetch(repository, [$"+{sha}:refs/charts/{sha}"], depth: 1);
        }
        catch (ChartException e) when (e.InnerException is LibGit2SharpException && _session.Failure is null)
        {
            Fetch(repository, ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"], depth: 0);
        }

        return repository.Lookup<Commit>(sha) ?? throw new ChartException($"the git repository has no commit {sha}");
    }

    private void Fetch(Repository repository, string[] refspecs, int depth) => Run(() =>
    {
        var options = new FetchOptions
        {
            Depth = depth,
            TagFetchMode = TagFetchMode.None,
            OnTransferProgress = _session.OnProgress,
        };
        Commands.Fetch(repository, Origin, refspecs, options, logMessage: null);
        return true;
    });

    private T Run<T>(Func<T> talk) => _session.Run(talk, () => Ssh?.ReadErrors() ?? "");
}
