using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>
/// The program that git runs for SSH. The library does not speak SSH itself: it starts <c>core.sshCommand</c>, without
/// a shell and without arguments of ours, so the options go into a small script beside the clone.
/// </summary>
internal sealed class SshCommand(RepositorySettings settings, GitopsOptions options)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the script into the clone's folder and returns its path.</summary>
    public string Write(string folder)
    {
        var script = Path.Combine(folder, "gimlet-ssh");
        var arguments = string.Join(' ', Arguments(folder).Select(Quote));
        File.WriteAllText(script, $"#!/bin/sh\nexec 2>{Quote(ErrorFile(folder))}\nexec ssh {arguments} \"$@\"\n");
        File.SetUnixFileMode(script, Private | UnixFileMode.UserExecute);
        return script;
    }

    /// <summary>What the program said when it ran last.</summary>
    public string ReadErrors(string folder)
    {
        var lines = File.Exists(ErrorFile(folder)) ? File.ReadAllLines(ErrorFile(folder)) : [];
        return string.Join(' ', lines.Select(line => line.Trim()).Where(line => line.Length > 0)).Trim();
    }

    private static string ErrorFile(string folder) => Path.Combine(folder, "gimlet-ssh.errors");

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private IEnumerable<string> Arguments(string folder)
    {
        var knownHosts = options.KnownHostsPath;
        if (knownHosts.Length == 0 && options.HostKeyChecking == "accept-new")
        {
            // The first contact must be remembered where this process can write.
            knownHosts = Path.Combine(options.RepositoriesPath, "known_hosts");
        }

        List<string> settingsOfSsh =
        [
            "BatchMode=yes", "ConnectTimeout=10", "ServerAliveInterval=10", "ServerAliveCountMax=3",
            $"StrictHostKeyChecking={options.HostKeyChecking}",
        ];
        if (knownHosts.Length > 0)
        {
            settingsOfSsh.Add($"UserKnownHostsFile=\"{Path.GetFullPath(knownHosts)}\"");
        }

        if (settings.DeployKeyPath.Length > 0)
        {
            settingsOfSsh.Add("IdentitiesOnly=yes");
            settingsOfSsh.Add($"IdentityFile=\"{ReadableKey(folder)}\"");
        }

        return settingsOfSsh.SelectMany(setting => new[] { "-o", setting });
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
