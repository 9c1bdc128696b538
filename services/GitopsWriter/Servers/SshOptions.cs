using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Servers;

/// <summary>What the ssh program is told about keys and hosts.</summary>
internal sealed class SshOptions(RepositorySettings settings, GitopsOptions options)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The arguments; a copy of the key may have to be put into the folder.</summary>
    public IReadOnlyList<string> Write(string folder) =>
        [.. Settings(folder).SelectMany(setting => new[] { "-o", setting })];

    private IEnumerable<string> Settings(string folder)
    {
        yield return "BatchMode=yes";
        yield return "ConnectTimeout=10";
        yield return "ServerAliveInterval=10";
        yield return "ServerAliveCountMax=3";
        yield return $"StrictHostKeyChecking={options.HostKeyChecking}";

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
