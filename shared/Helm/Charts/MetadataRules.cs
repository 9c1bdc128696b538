using System.Text.RegularExpressions;
using Gimlet.Templating.Values;
using Gimlet.Templating.Versions;

namespace Gimlet.Helm.Charts;

/// <summary>What helm asks of Chart.yaml, in its words and its order.</summary>
internal static partial class MetadataRules
{
    public static void Check(ChartMetadata metadata)
    {
        var name = GoString.Quote(metadata.Name);
        Require(metadata.Name.Length > 0, "chart.metadata.name is required");
        Require(metadata.Name is not ("." or ".."), $"chart.metadata.name {name} is not allowed");
        Require(!metadata.Name.Contains('/', StringComparison.Ordinal), $"chart.metadata.name {name} is invalid");
        Require(metadata.Version.Length > 0, "chart.metadata.version is required");
        Require(
            SemanticVersion.TryParse(metadata.Version, out _),
            $"chart.metadata.version {GoString.Quote(metadata.Version)} is invalid");
        Require(
            metadata.Type is "" or "application" or "library",
            "chart.metadata.type must be application or library");
        CheckDependencies(metadata.Dependencies ?? []);
    }

    private static void CheckDependencies(IReadOnlyList<ChartDependency> dependencies)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dependency in dependencies)
        {
            Require(
                dependency.Alias.Length == 0 || AliasPattern().IsMatch(dependency.Alias),
                $"dependency {GoString.Quote(dependency.Name)} has disallowed characters in the alias");
            var name = dependency.Alias.Length > 0 ? dependency.Alias : dependency.Name;
            Require(names.Add(name), $"more than one dependency with name or alias {GoString.Quote(name)}");
        }
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ChartException($"validation: {message}");
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_-]+\z")]
    private static partial Regex AliasPattern();
}
