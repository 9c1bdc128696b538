using System.Diagnostics;
using Gimlet.Testing.Servers;

namespace Gimlet.Testing.Git;

/// <summary>A remote behind an OpenSSH server of its own, with its host key and one authorised deploy key.</summary>
public sealed class SshRemote : RemoteRepository
{
    private const string Program = "/usr/sbin/sshd";

    private readonly int _port = FreePort.Next();
    private readonly ServerProcess _server;

    private SshRemote()
    {
        // sshd demands these rights, and the rights of the folders above, unless StrictModes is off.
        CreateKey("host_key");
        CreateKey("deploy_key");
        File.Copy(Path.Combine(Root, "deploy_key.pub"), Path.Combine(Root, "authorized_keys"));
        File.WriteAllText(
            Path.Combine(Root, "known_hosts"),
            $"[127.0.0.1]:{_port} {File.ReadAllText(Path.Combine(Root, "host_key.pub"))}");
        var configuration = Path.Combine(Root, "sshd_config");
        File.WriteAllText(configuration, $"""
            ListenAddress 127.0.0.1:{_port}
            HostKey {Root}/host_key
            AuthorizedKeysFile {Root}/authorized_keys
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            """);
        _server = new ServerProcess(
            "sshd",
            Program,
            ["-D", "-e", "-f", configuration],
            new Dictionary<string, string?>(),
            Path.Combine(Root, "sshd.log"));
    }

    /// <inheritdoc/>
    public override string Url => $"ssh://{Environment.UserName}@127.0.0.1:{_port}{Folder}";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["GITOPS_REPO_DEPLOY_KEY_PATH"] = Path.Combine(Root, "deploy_key"),
        ["GITOPS_KNOWN_HOSTS_PATH"] = Path.Combine(Root, "known_hosts"),
    };

    /// <summary>Starts the server; skips the test where OpenSSH is not installed, fails it in CI.</summary>
    public static async Task<SshRemote> StartAsync(CancellationToken cancellationToken)
    {
        Requires.That(File.Exists(Program), "needs openssh-server (/usr/sbin/sshd)");
        var remote = new SshRemote();
        await remote.ResumeAsync(cancellationToken);
        return remote;
    }

    /// <summary>Starts the server again after <see cref="StopAsync"/>, on the same port.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        // sshd started by root insists on this folder, whatever its configuration.
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd");
        }

        _server.Start();
        await _server.WaitForPortAsync(_port, cancellationToken);
    }

    /// <summary>Takes the remote away, as a network that is down would.</summary>
    public Task StopAsync() => _server.KillAsync();

    /// <summary>
    /// Runs a shell command in place of git's, which is <c>$SSH_ORIGINAL_COMMAND</c>; null for git's again.
    /// </summary>
    public void RunInstead(string? command)
    {
        var key = File.ReadAllText(Path.Combine(Root, "deploy_key.pub"));
        var option = command is null ? "" : $"command=\"{command.Replace("\"", "\\\"", StringComparison.Ordinal)}\" ";
        File.WriteAllText(Path.Combine(Root, "authorized_keys"), option + key);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    private void CreateKey(string name)
    {
        var start = new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name])
        {
            WorkingDirectory = Root,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("ssh-keygen does not start");
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ssh-keygen ended with {process.ExitCode}");
        }
    }
}
