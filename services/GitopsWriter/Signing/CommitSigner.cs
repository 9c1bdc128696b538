using System.Text;
using Gimlet.GitopsWriter.Repositories;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Signing;

/// <summary>Signs commits where a key is configured.</summary>
internal sealed class CommitSigner(IOptions<GitopsOptions> options)
{
    private readonly SshSigner? _signer = options.Value.SigningKeyPath.Length > 0
        ? SshSigner.Read(File.ReadAllText(options.Value.SigningKeyPath))
        : null;

    /// <summary>What is wrong with the key file; nothing for none.</summary>
    public static IEnumerable<string> Errors(string path)
    {
        if (path.Length == 0)
        {
            yield break;
        }

        var error = "";
        try
        {
            SshSigner.Read(File.ReadAllText(path));
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            error = e is ArgumentException ? $"the file {path} {e.Message}" : e.Message;
        }

        if (error.Length > 0)
        {
            yield return $"GITOPS_SIGNING_KEY_PATH: {error}";
        }
    }

    /// <summary>The commit with its signature as a header, or as it is.</summary>
    public byte[] Sign(byte[] commit)
    {
        if (_signer is null)
        {
            return commit;
        }

        // A header of several lines goes on after a space, and the headers end at the first empty line.
        var header = _signer.Sign(commit).TrimEnd('\n').Replace("\n", "\n ", StringComparison.Ordinal);
        var end = commit.AsSpan().IndexOf("\n\n"u8) + 1;
        return [.. commit.AsSpan(0, end), .. Encoding.ASCII.GetBytes($"gpgsig {header}\n"), .. commit.AsSpan(end)];
    }
}
