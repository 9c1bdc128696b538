using Gimlet.Manifests;

namespace Gimlet.Cli.Manifests;

/// <summary>Finds policies that can never trigger, and patterns that are none.</summary>
internal static class PolicyCheck
{
    public static IEnumerable<Finding> Check(Manifest manifest, ManifestPositions positions)
    {
        var problems = Deploy(manifest.Deploy).Concat(Cleanup(manifest.Cleanup));
        return problems.Select(found => Finding.At(positions, found.Field, found.Problem));
    }

    private static IEnumerable<(string Field, string Problem)> Deploy(DeployPolicy? policy)
    {
        if (policy is null)
        {
            yield break;
        }

        var messages = policy.CommitMessagePatterns ?? [];
        if (policy is { Branch: null, Event: null, Tag: null } && messages.Count == 0)
        {
            yield return ("deploy", "never triggers: it has no condition");
        }

        if (policy.Branch is not null && policy.Event is not ("push" or "pr"))
        {
            yield return ("deploy.branch", "never triggers: a branch needs event: push or event: pr");
        }

        if (policy.Tag is not null && policy.Event is not "tag")
        {
            yield return ("deploy.tag", "never triggers: a tag needs event: tag");
        }

        var patterns = new[] { ("deploy.branch", policy.Branch, false), ("deploy.tag", policy.Tag, false) }.Concat(
            messages.Select((pattern, index) => ($"deploy.commitMessagePatterns[{index}]", (string?)pattern, true)));
        foreach (var (field, pattern, literalBrackets) in patterns)
        {
            if (WhyBad(pattern, literalBrackets) is { } problem)
            {
                yield return (field, problem);
            }
        }
    }

    private static IEnumerable<(string Field, string Problem)> Cleanup(CleanupPolicy? policy)
    {
        if (policy is null)
        {
            yield break;
        }

        if (WhyBad(policy.Branch, literalBrackets: false) is { } problem)
        {
            yield return ("cleanup.branch", problem);
        }

        if (WhyUnresolved(policy) is { } error)
        {
            yield return ("cleanup.app", error);
        }
    }

    private static string? WhyBad(string? pattern, bool literalBrackets)
    {
        try
        {
            _ = pattern is null ? null : Glob.Parse(pattern, literalBrackets);
            return null;
        }
        catch (ManifestException e)
        {
            return e.Message;
        }
    }

    private static string? WhyUnresolved(CleanupPolicy policy)
    {
        try
        {
            ManifestVariables.ResolveCleanupApp(policy, "feature/sample");
            return null;
        }
        catch (ManifestException e)
        {
            return e.UnknownVariable is { } name
                ? $"a cleanup knows BRANCH alone, and not {name}"
                : e.Problem ?? e.Message;
        }
    }
}
