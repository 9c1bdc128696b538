using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Servers;

/// <summary>What the ssh program is told about keys, hosts and connections.</summary>
internal sealed class SshOptions(RepositorySettings settings, GitopsOptions options) : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Of this process alone, so that a connection ends with the key and the hosts that it was opened with. The clone's
    // folder would be too long a name for a socket.
    private readonly string _sockets = Directory.CreateTempSubdirectory("gimlet-ssh-").FullName;

    /// <summary>The arguments; a copy of the key may have to be put into the folder.</summary>
    public IReadOnlyList<string> Write(string folder) =>
        [.. Settings(folder).SelectMany(setting => new[] { "-o", setting })];

    /// <summary>Connections that are open end by themselves a little later.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_sockets))
        {
            Directory.Delete(_sockets, recursive: true);
        }
    }

    private IEnumerable<string> Settings(string folder)
    {
        yield return "BatchMode=yes";
        yield return "ConnectTimeout=10";
        yield return "ServerAliveInterval=10";
        yield return "ServerAliveCountMax=3";
        yield return $"StrictHostKeyChecking={options.HostKeyChecking}";

        // One connection for many fetches and pushes: to connect takes longer than all the rest of them, and while it
        // lasts others move the branch.
        yield return "ControlMaster=auto";
        yield return $"ControlPath=\"{_sockets}/%C\"";
        yield return "ControlPersist=60";

        var knownHosts = options.KnownHostsPath;
        if (knownHosts.Length == 0 && options.HostKeyChecking == "accept-new")
        {
            // The first contact must be remembered where this process can write.
            knownHosts = Path.Combine(options.RepositoriesPath, "known_hosts");
        }

        if (knownHosts.Length > 0)
        {
            yield return $"UserKnownHostsFile=\"{Path.GetFullPath(knownHosts)}\"";
        }

        if (settings.DeployKeyPath.Length > 0)
        {
            yield return "IdentitiesOnly=yes";
            yield return $"IdentityFile=\"{ReadableKey(folder)}\"";
        }
    }

    // ssh refuses a key that others may read, which is how Kubernetes mounts secrets for non-root users.
    private string ReadableKey(string folder)
    {
        var key = Path.GetFullPath(settings.DeployKeyPath);
        if ((File.GetUnixFileMode(key) & ~(Private | UnixFileMode.UserExecute)) == 0)
        {
            return key;
        }

        var copy = Path.Combine(folder, "gimlet-deploy-key");
        File.Delete(copy);
        using (File.Open(copy, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private,
        }))
        {
        }

        File.WriteAllBytes(copy, File.ReadAllBytes(key));
        return copy;
    }
}
