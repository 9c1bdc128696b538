namespace Gimlet.Helm.Sources;

/// <summary>How to authenticate at one host; sent to it and to nobody else.</summary>
public sealed record HostCredentials
{
    /// <summary>The host, <c>charts.example.com</c>, on any port, or with a port, <c>localhost:5000</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The user of basic authentication and of OCI registries.</summary>
    public string User { get; init; } = "";

    /// <summary>The password or token of <see cref="User"/>.</summary>
    public string Password { get; init; } = "";

    /// <summary>A file with the password, read at every use so that it can be rotated; goes before it.</summary>
    public string? PasswordPath { get; init; }

    /// <summary>A private SSH key for git, without a passphrase.</summary>
    public string? SshKeyPath { get; init; }

    internal string ReadPassword() => PasswordPath is null ? Password : File.ReadAllText(PasswordPath).Trim();

    // Records print every property, and this one must not reach a log by accident.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Host = ").Append(Host).Append(", User = ").Append(User);
        return true;
    }
}
