using System.Globalization;

namespace Gimlet.Cli.Ship.Commits;

/// <summary>The checkout that the build works in; it may be shallow and its head detached.</summary>
internal sealed class GitRepository(string folder, bool trustFolder)
{
    private const string Format = "%cI%x00%an%x00%ae%x00%cn%x00%ce%x00%B";
    private static readonly TimeSpan FetchPatience = TimeSpan.FromSeconds(30);

    private readonly GitProcess _git = new(folder, trustFolder);

    public string Folder => folder;

    public string FolderName => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    public async Task<string> CurrentBranchAsync(CancellationToken cancellationToken) =>
        await _git.TryRunAsync(cancellationToken, "symbolic-ref", "--quiet", "--short", "HEAD") ?? "";

    public async Task<string> CurrentTagAsync(CancellationToken cancellationToken) =>
        await _git.TryRunAsync(cancellationToken, "describe", "--tags", "--exact-match", "HEAD") ?? "";

    /// <summary>The branch of the remote whose tip is checked out, unless there are several of them.</summary>
    public async Task<string> OnlyBranchAtHeadAsync(CancellationToken cancellationToken)
    {
        var branches = await _git.TryRunAsync(
            cancellationToken,
            "for-each-ref", "--points-at=HEAD", "--format=%(refname:lstrip=3)", "refs/remotes/origin");
        return (branches ?? "").Split('\n').Where(branch => branch is not ("" or "HEAD")).ToArray() is [var branch]
            ? branch
            : "";
    }

    public async Task<string> OriginAsync(CancellationToken cancellationToken) =>
        await _git.TryRunAsync(cancellationToken, "remote", "get-url", "origin") ?? "";

    /// <summary>The full hash of HEAD or of a cut hash; the hash itself where the checkout lacks it.</summary>
    public async Task<string> ResolveAsync(string commit, CancellationToken cancellationToken)
    {
        if (commit == "HEAD")
        {
            return await _git.RunAsync(
                "find out which commit is checked out", cancellationToken, "rev-parse", "--verify", "HEAD");
        }

        if (commit.Length < 7 || !commit.All(char.IsAsciiHexDigit))
        {
            throw new CliException($"\"{commit}\", which the CI names as the commit, is not the hash of one");
        }

        return await _git.TryRunAsync(
            cancellationToken, "rev-parse", "--verify", "--quiet", $"{commit}^{{commit}}") ?? commit;
    }

    /// <summary>Reads a commit, from the remote where a shallow clone lacks it; null when that fails too.</summary>
    public async Task<CommitMetadata?> FindAsync(string sha, CancellationToken cancellationToken)
    {
        if (await TryReadAsync(sha, cancellationToken) is { } commit)
        {
            return commit;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(FetchPatience);
        try
        {
            // A depth would make a whole clone shallow.
            var isShallow = await _git.TryRunAsync(patience.Token, "rev-parse", "--is-shallow-repository") == "true";
            string[] depth = isShallow ? ["--depth=1"] : [];
            await _git.TryRunAsync(patience.Token, ["fetch", "--quiet", "--no-tags", .. depth, "origin", sha]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return await TryReadAsync(sha, cancellationToken);
    }

    private async Task<CommitMetadata?> TryReadAsync(string sha, CancellationToken cancellationToken)
    {
        var fields = (await _git.TryRunAsync(
            cancellationToken, "-c", "log.showSignature=false", "log", "-1", "--no-patch", "--encoding=UTF-8",
            $"--format={Format}", sha, "--"))?.Split('\0', 6);
        return fields is not { Length: 6 }
            ? null
            : new CommitMetadata
            {
                Created = DateTimeOffset.Parse(fields[0], CultureInfo.InvariantCulture),
                AuthorName = fields[1],
                AuthorEmail = fields[2],
                CommitterName = fields[3],
                CommitterEmail = fields[4],
                Message = fields[5].TrimEnd('\n'),
            };
    }
}
