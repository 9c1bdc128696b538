using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;

namespace Gimlet.Policy.Evaluation;

/// <summary>Decides whether a shipped artifact is released on its own. All conditions that are set must hold.</summary>
internal static class ReleasePolicy
{
    private const string ReleaseAll = "[DEPLOY: ALL]";

    /// <summary>Returns null when the policy triggers, otherwise what keeps it from doing so.</summary>
    /// <param name="policy">With its variables resolved.</param>
    /// <param name="version">What was built.</param>
    /// <exception cref="ManifestException">A pattern is bad.</exception>
    public static string? WhyNot(DeployPolicy? policy, ArtifactVersion version)
    {
        if (policy is null or { Branch: null, Event: null, Tag: null, CommitMessagePatterns: null or { Count: 0 } })
        {
            return "it has no release policy";
        }

        // A pattern without its event would take in too much: a branch has pull requests, a tag has pushes.
        if (policy.Branch is not null && policy.Event is not ("push" or "pr"))
        {
            return "its policy has a branch, but not event push or pr";
        }

        if (policy.Tag is not null && policy.Event is not "tag")
        {
            return "its policy has a tag, but not event tag";
        }

        if (policy.Event is not null && policy.Event != version.Event)
        {
            return $"event {DisplayText.Quote(version.Event)} is not {DisplayText.Quote(policy.Event)}";
        }

        return WhyNot("branch", policy.Branch, version.Branch)
            ?? WhyNot("tag", policy.Tag, version.Tag)
            ?? WhyNot(policy.CommitMessagePatterns ?? [], version.Message);
    }

    private static string? WhyNot(string name, string? pattern, string value) =>
        pattern is null || Glob.Parse(pattern).IsMatch(value)
            ? null
            : $"{name} {DisplayText.Quote(value)} does not match {DisplayText.Quote(pattern)}";

    private static string? WhyNot(IReadOnlyList<string> patterns, string message)
    {
        // All are read before one decides: a bad one is found at once and not on the day when the others fail.
        var globs = patterns.Select(pattern => Glob.Parse(pattern, literalBrackets: true)).ToList();
        var triggers = globs.Count == 0
            || message.Contains(ReleaseAll, StringComparison.Ordinal)
            || globs.Exists(glob => glob.IsMatch(message));
        return triggers
            ? null
            : $"the commit message does not match {string.Join(" or ", patterns.Select(DisplayText.Quote))}";
    }
}
