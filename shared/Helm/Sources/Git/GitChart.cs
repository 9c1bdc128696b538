using System.Text.RegularExpressions;

namespace Gimlet.Helm.Sources;

internal enum GitRefKind
{
    Default,
    Branch,
    Tag,
    Commit,
}

/// <summary>A chart in a git repository.</summary>
/// <param name="Address">The repository, without user where it is HTTP(S).</param>
/// <param name="Host">Its host.</param>
/// <param name="Port">Its port.</param>
/// <param name="Path">The chart's folder within it, without slashes at its ends; empty for its root.</param>
/// <param name="Kind">What <paramref name="Ref"/> is.</param>
/// <param name="Ref">A branch, a tag or a commit; empty for the default branch.</param>
internal sealed partial record GitChart(string Address, string Host, int Port, string Path, GitRefKind Kind, string Ref)
    : ChartReference
{
    public bool IsSsh => !Address.StartsWith("http", StringComparison.Ordinal);

    public static bool IsGit(string name)
    {
        var address = name.Split('?')[0];
        return name.StartsWith("ssh://", StringComparison.Ordinal)
            || (address.EndsWith(".git", StringComparison.Ordinal)
                && (address.Contains("://", StringComparison.Ordinal) || Scp().IsMatch(address)));
    }

    public static GitChart From(string name)
    {
        if (!GitCharts.AreSupported)
        {
            throw new ChartException(
                $"this program fetches no charts from git, and {Redact(name)} is one; clone it and name the path");
        }

        var parts = name.Split('?', 2);
        var (host, port) = ParseAddress(parts[0]);
        var (path, kind, reference) = ("", GitRefKind.Default, "");
        foreach (var pair in (parts.Length > 1 ? parts[1] : "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Split(pair);
            if (key == "path")
            {
                path = ParsePath(value);
                continue;
            }

            kind = kind is GitRefKind.Default
                ? KindOf(key)
                : throw new ChartException("the git address names more than one of sha, tag and branch");
            reference = ParseRef(kind, key, value);
        }

        return new GitChart(parts[0], host, port, path, kind, reference);
    }

    public override string ToString() =>
        $"chart {Address}{(Path.Length == 0 ? "" : $", {Path}")}{(Ref.Length == 0 ? "" : $" at {Ref}")}";

    private static (string Host, int Port) ParseAddress(string address)
    {
        if (Scp().Match(address) is { Success: true } scp)
        {
            return (scp.Groups["host"].Value, 22);
        }

        if (!address.StartsWith("ssh://", StringComparison.Ordinal))
        {
            var uri = ParseHttp(address, "the git repository");
            return (uri.IdnHost, uri.Port);
        }

        // The user of an ssh address is part of it; a password has no use there.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var ssh) || !SshHost().IsMatch(ssh.Host)
            || ssh.UserInfo.StartsWith('-'))
        {
            throw new ChartException($"{Redact(address)} is no address of a git repository");
        }

        if (ssh.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            RefuseUser(ssh);
        }

        return (ssh.Host, ssh.Port < 0 ? 22 : ssh.Port);
    }

    private static (string Key, string Value) Split(string pair)
    {
        var parts = pair.Split('=', 2);
        return (parts[0], Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : "").Trim());
    }

    private static string ParsePath(string value)
    {
        var segments = value.Split('/').Where(segment => segment is not ("" or ".")).ToArray();
        return segments.Contains("..") || value.Contains('\0', StringComparison.Ordinal)
            ? throw new ChartException($"the git address has a path that leads out: {ChartText.Show(value)}")
            : string.Join('/', segments);
    }

    private static GitRefKind KindOf(string key) => key switch
    {
        "sha" => GitRefKind.Commit,
        "tag" => GitRefKind.Tag,
        "branch" => GitRefKind.Branch,
        _ => throw new ChartException(
            $"the git address has an unknown parameter {ChartText.Show(key)}: there are path, sha, tag and branch"),
    };

    private static string ParseRef(GitRefKind kind, string key, string value)
    {
        var valid = kind is GitRefKind.Commit
            ? Sha().IsMatch(value)
            : LibGit2Sharp.Reference.IsValidName($"refs/heads/{value}");
        return valid
            ? value
            : throw new ChartException($"the git address has a {key} that is none: {ChartText.Show(value)}"
                + (kind is GitRefKind.Commit ? "; it must be 40 hexadecimal digits" : ""));
    }

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._-]*@(?<host>[A-Za-z0-9][A-Za-z0-9.-]*):[^-/][^?]*$")]
    private static partial Regex Scp();

    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-fA-F:]+\])$")]
    private static partial Regex SshHost();

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex Sha();
}
