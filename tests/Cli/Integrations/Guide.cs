using System.Text.RegularExpressions;
using Gimlet.Testing.Installations;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>The blocks of code in a guide, for tests that do what it says.</summary>
internal sealed partial class Guide(string name)
{
    private readonly string _text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "ci", name));

    /// <summary>The only block of a language that has this text in it.</summary>
    public string Block(string language, string containing) => Fence().Matches(_text)
        .Where(match => match.Groups["language"].Value == language)
        .Select(match => match.Groups["code"].Value)
        .Single(code => code.Contains(containing, StringComparison.Ordinal));

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
