using System.Text.RegularExpressions;

namespace Gimlet.FluxWatcher.Objects;

/// <summary>What Flux calls a revision, in each of the forms that its versions have written.</summary>
/// <param name="Reference">Branch, tag or version in front of the hash; null where there is none.</param>
/// <param name="Commit">Hash of a git commit; null for OCI and Helm sources, whose digest is no commit.</param>
internal sealed partial record SourceRevision(string? Reference, string? Commit)
{
    private const string BranchPrefix = "refs/heads/";

    public string? Branch => Reference switch
    {
        null or "HEAD" => null,
        _ when Commit is null => null,
        _ when Reference.StartsWith(BranchPrefix, StringComparison.Ordinal) => Reference[BranchPrefix.Length..],
        _ when Reference.StartsWith("refs/", StringComparison.Ordinal) => null,
        _ => Reference,
    };

    public static SourceRevision? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        var match = Digest().Match(text) is { Success: true } digest ? digest : Slashed().Match(text);
        if (!match.Success)
        {
            return null;
        }
        var hash = match.Groups["hash"].Value;
        var isCommit = match.Groups["algorithm"] is not { Success: true, Value: not "sha1" } && hash.Length == 40;
        return new(
            match.Groups["reference"] is { Success: true, Value: var reference } ? reference : null,
            isCommit ? hash : null);
    }

    /// <summary>Finds the revision that a message of a condition names, as in <c>Applied revision: R</c>.</summary>
    public static SourceRevision? Find(string? message)
    {
        if (string.IsNullOrEmpty(message))
        {
            return null;
        }
        foreach (Match named in Named().Matches(message))
        {
            if (Parse(named.Groups["revision"].Value.Trim('\'', '"', ',', '.', ';', ')')) is { } revision)
            {
                return revision;
            }
        }
        return null;
    }

    // The reference is greedy, so that the last @ counts: branch names may contain one.
    [GeneratedRegex(@"^(?:(?<reference>.+)@)?(?<algorithm>sha\d+):(?<hash>[0-9a-f]+)$")]
    private static partial Regex Digest();

    // Flux before 0.40.
    [GeneratedRegex("^(?:(?<reference>.+)/)?(?<hash>[0-9a-f]{40})$")]
    private static partial Regex Slashed();

    [GeneratedRegex(@"\brevision:?\s+(?<revision>\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
