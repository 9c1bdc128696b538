namespace Gimlet.Helm.Sources;

/// <summary>
/// The rules of a <c>.helmignore</c> as helm applies them, which is not quite as git does: a negated rule excludes
/// what it does not match, and <c>**</c> is an error.
/// </summary>
internal sealed class IgnoreRules
{
    public const string FileName = ".helmignore";

    private readonly List<Rule> _rules = [];

    private enum Scope
    {
        BaseName,
        Path,
    }

    /// <summary>Reads the rules; helm's own, which leaves hidden files of <c>templates/</c> out, comes last.</summary>
    /// <exception cref="ChartException">A rule is wrong; the message names it and its line.</exception>
    public static IgnoreRules Parse(string text)
    {
        var rules = new IgnoreRules();
        var line = 0;
        foreach (var rule in text.Split('\n'))
        {
            line++;
            rules.Add(rule, line);
        }

        rules.Add("templates/.?*", 0);
        return rules;
    }

    /// <summary>Whether a path within the chart is left out; with a directory goes all that is in it.</summary>
    public bool Ignores(string path, bool isDirectory)
    {
        foreach (var rule in _rules)
        {
            if (rule.MustBeDirectory && !isDirectory)
            {
                if (rule.Negated)
                {
                    return true;
                }

                continue;
            }

            var subject = rule.Scope is Scope.BaseName ? path[(path.LastIndexOf('/') + 1)..] : path;
            if (GoPathMatch.IsMatch(rule.Pattern, subject) != rule.Negated)
            {
                return true;
            }
        }

        return false;
    }

    private void Add(string line, int number)
    {
        var pattern = line.Trim();
        if (pattern.Length == 0 || pattern.StartsWith('#'))
        {
            return;
        }

        if (pattern.Contains("**", StringComparison.Ordinal))
        {
            throw new ChartException($"{FileName}, line {number}: double-star (**) syntax is not supported");
        }

        if (!GoPathMatch.IsValid(pattern))
        {
            throw new ChartException($"{FileName}, line {number}: {ChartText.Show(pattern)} is no pattern");
        }

        var negated = pattern.StartsWith('!');
        pattern = negated ? pattern[1..] : pattern;
        var mustBeDirectory = pattern.EndsWith('/');
        pattern = mustBeDirectory ? pattern[..^1] : pattern;
        var scope = pattern.Contains('/', StringComparison.Ordinal) ? Scope.Path : Scope.BaseName;
        pattern = pattern.StartsWith('/') ? pattern[1..] : pattern;
        _rules.Add(new Rule(pattern, negated, mustBeDirectory, scope));
    }

    private sealed record Rule(string Pattern, bool Negated, bool MustBeDirectory, Scope Scope);
}
