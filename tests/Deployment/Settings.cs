using System.Text.RegularExpressions;

namespace Gimlet.Deployment.Tests;

/// <summary>Every name of a setting that the code reads, taken from the code itself.</summary>
internal static partial class Settings
{
    /// <summary>The names that a service reads: its own and those of the code that all share.</summary>
    public static IReadOnlySet<string> Of(string service) =>
        In(Path.Combine("services", service)).Concat(In("shared")).ToHashSet(StringComparer.Ordinal);

    public static IReadOnlySet<string> All { get; } =
        In("services").Concat(In("shared")).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> In(string folder) =>
        SourceTree.Sources(folder, "*.cs")
            .SelectMany(file => Name().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value);

    // The ways in which the code names a setting: on a property of its options, or where the configuration is read
    // before there are options.
    [GeneratedRegex("""(?:ConfigurationKeyName\(|[cC]onfiguration\[|GetValue(?:<[^(]*>)?\()"(?<name>[A-Z0-9_]+)\x22""")]
    private static partial Regex Name();
}
