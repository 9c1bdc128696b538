namespace Gimlet.FluxWatcher.Objects;

/// <summary>What a GitRepository says about the revisions that come from it.</summary>
/// <param name="Branch">The branch that it follows; null when it follows a tag, a commit or another ref.</param>
/// <param name="Revision">The revision that it serves at present.</param>
internal sealed record GitSource(string? Url, string? Branch, SourceRevision? Revision)
{
    private const string BranchPrefix = "refs/heads/";

    // The artifact's field is patched after the condition that announces it, so the condition comes first.
    public static GitSource Of(FluxObject repository) => new(
        repository.Spec?.Url,
        BranchOf(repository.Spec?.Ref),
        (repository.Condition("Ready") is { IsTrue: true } ready ? SourceRevision.Find(ready.Message) : null)
            ?? SourceRevision.Parse(repository.Status?.Artifact?.Revision));

    // The order of precedence and the default branch are source-controller's.
    private static string? BranchOf(GitReference? reference) => reference switch
    {
        null => "master",
        { Commit.Length: > 0, Branch: var branch } => NullIfEmpty(branch),
        { Name.Length: > 0, Name: var name } => name.StartsWith(BranchPrefix, StringComparison.Ordinal)
            ? name[BranchPrefix.Length..]
            : null,
        { Semver.Length: > 0 } or { Tag.Length: > 0 } => null,
        { Branch: var branch } => NullIfEmpty(branch) ?? "master",
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
