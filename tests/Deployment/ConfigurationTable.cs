using System.Text.RegularExpressions;

namespace Gimlet.Deployment.Tests;

/// <summary>The tables of docs/configuration.md: one per section, a name in backquotes first in each row.</summary>
internal static partial class ConfigurationTable
{
    public static IReadOnlyList<string> Names(string section) =>
        Row().Matches(Section(section)).Select(match => match.Groups[1].Value).ToList();

    private static string Section(string name) =>
        SourceTree.Read("docs", "configuration.md")
            .Split("\n## ")
            .Single(section => section.StartsWith(name, StringComparison.Ordinal));

    [GeneratedRegex(@"^\| `([A-Z0-9_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
