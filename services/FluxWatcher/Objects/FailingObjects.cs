using System.Text.RegularExpressions;
using Gimlet.Contracts.Flux;

namespace Gimlet.FluxWatcher.Objects;

/// <summary>Reads from a failure's message which Kubernetes objects it is about.</summary>
internal static partial class FailingObjects
{
    // A message is at most 32 KiB, a health check may list hundreds of objects.
    private const int Most = 500;

    public static IReadOnlyList<FailingObject> Find(string message) =>
        [.. Named().Matches(message)
            .Select(match => new FailingObject(
                match.Groups["kind"].Value, match.Groups["namespace"].Value, match.Groups["name"].Value))
            .Distinct()
            .Take(Most)];

    // Kind/namespace/name, or Kind/name for objects of the whole cluster, followed by what is wrong with it: names that
    // a message only mentions do not count, nor do objects that a health check found to be in order.
    [GeneratedRegex(
        """
        (?<![\w./-])
        (?<kind>[A-Z]\w*)/(?:(?<namespace>[a-z0-9][a-z0-9-]*)/)?(?<name>[\w.:-]*\w)
        (?:\s+status:\s+'(?!Current')|\s+(?:dry-run|server-side\s+apply|apply|create|update|patch|delete)\s+failed
          |\s+namespace\s+not\s+specified|\s+not\s+found|\s+immutable\s+field)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
