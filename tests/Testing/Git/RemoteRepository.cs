namespace Gimlet.Testing.Git;

/// <summary>A bare repository on disk that tests reach through a file, SSH or HTTPS address.</summary>
public abstract class RemoteRepository : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("gimlet-remote-").FullName;

    /// <summary>Creates the bare repository with one commit on main.</summary>
    protected RemoteRepository()
    {
        Folder = Path.Combine(_root, "gitops.git");
        GitCommand.Run(_root, "init", "-q", "--bare", "-b", "main", Folder);
        GitCommand.Run(Folder, "config", "http.receivepack", "true");
        Commit("README.md", "A gitops repository.\n");
    }

    /// <summary>The bare repository, for looking at it with git.</summary>
    public string Folder { get; }

    /// <summary>What <c>GITOPS_REPO</c> is set to.</summary>
    public abstract string Url { get; }

    /// <summary>Every other setting that is needed to reach it.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Where the fixture keeps keys and certificates, and tests may keep what goes with the remote.</summary>
    public string Root => _root;

    /// <summary>Runs git in the bare repository.</summary>
    public string Git(params string[] arguments) => GitCommand.Run(Folder, arguments);

    /// <summary>Commits one file as another writer would: clone, commit, push. Returns the new tip.</summary>
    public string Commit(string path, string content)
    {
        var clone = Path.Combine(_root, Guid.NewGuid().ToString("N"));
        GitCommand.Run(_root, "clone", "-q", Folder, clone);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(clone, path))!);
        File.WriteAllText(Path.Combine(clone, path), content);
        GitCommand.Run(clone, "add", "-A");
        GitCommand.Run(clone, "commit", "-q", "-m", $"Change {path}");
        while (true)
        {
            try
            {
                GitCommand.Run(clone, "push", "-q", "origin", "HEAD:main");
                break;
            }
            catch (InvalidOperationException)
            {
                // The other side was faster, or holds the lock of the branch.
                GitCommand.Run(clone, "pull", "-q", "--rebase", "origin", "main");
            }
        }

        var tip = GitCommand.Run(clone, "rev-parse", "HEAD");
        Directory.Delete(clone, recursive: true);
        return tip;
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
