using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Gimlet.Helm.Sources;

/// <summary>
/// The program that git runs for SSH: a small script beside the clone, because the library starts it without
/// arguments of ours. It connects to an address that was checked, whatever the name leads to by then.
/// </summary>
internal sealed class GitSsh(string folder, GitChart chart, IPAddress address, string? keyPath, string? knownHostsPath)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string ErrorFile => Path.Combine(folder, "chart-ssh.errors");

    private string ProcessFile => Path.Combine(folder, "chart-ssh.pid");

    /// <summary>Writes the script and returns its path.</summary>
    public string Write()
    {
        File.Delete(ErrorFile);
        File.Delete(ProcessFile);
        var script = Path.Combine(folder, "chart-ssh");
        var arguments = string.Join(' ', Options().Select(option => $"-o {Quote(option)}"));
        File.WriteAllText(
            script,
            $"#!/bin/sh\necho $$ >{Quote(ProcessFile)}\nexec 2>{Quote(ErrorFile)}\nexec ssh {arguments} \"$@\"\n");
        File.SetUnixFileMode(script, Private | UnixFileMode.UserExecute);
        return script;
    }

    /// <summary>What the program said when it ran last.</summary>
    public string ReadErrors() => File.Exists(ErrorFile)
        ? string.Join(' ', File.ReadLines(ErrorFile).Select(line => line.Trim()).Where(line => line.Length > 0))
        : "";

    /// <summary>Ends the program: a server that says nothing would hold it, and us, for ever.</summary>
    public void Kill()
    {
        try
        {
            var id = int.Parse(File.ReadAllText(ProcessFile).Trim(), CultureInfo.InvariantCulture);
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or InvalidOperationException)
        {
            // It did not start yet, or ended already.
        }
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private IEnumerable<string> Options()
    {
        yield return "BatchMode=yes";
        yield return "ConnectTimeout=10";
        yield return "ServerAliveInterval=5";
        yield return "ServerAliveCountMax=2";
        yield return "StrictHostKeyChecking=yes";
        yield return "ProxyCommand=none";
        yield return $"HostName={address}";
        yield return $"HostKeyAlias={(chart.Port == 22 ? chart.Host : $"[{chart.Host}]:{chart.Port}")}";
        if (knownHostsPath is not null)
        {
            yield return $"UserKnownHostsFile=\"{Path.GetFullPath(knownHostsPath)}\"";
        }

        if (keyPath is not null)
        {
            yield return "IdentitiesOnly=yes";
            yield return $"IdentityFile=\"{ReadableKey(Path.GetFullPath(keyPath))}\"";
        }
    }

    // ssh refuses a key that others may read, which is how Kubernetes mounts secrets for non-root users.
    private string ReadableKey(string key)
    {
        if ((File.GetUnixFileMode(key) & ~(Private | UnixFileMode.UserExecute)) == 0)
        {
            return key;
        }

        var copy = Path.Combine(folder, "chart-ssh.key");
        File.Delete(copy);
        using var file = new FileStream(copy, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private,
        });
        file.Write(File.ReadAllBytes(key));
        return copy;
    }
}
