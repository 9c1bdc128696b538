using System.Globalization;
using System.Text.RegularExpressions;

namespace Gimlet.Kustomize.Selecting;

/// <summary>
/// A label selector of Kubernetes (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/): what all
/// of its requirements, divided by commas, ask for.
/// </summary>
internal sealed partial class LabelSelector
{
    private readonly List<Func<Dictionary<string, string>, bool>> _requirements = [];

    /// <summary>Reads a selector; an empty one selects anything.</summary>
    /// <exception cref="KustomizeException">The text is none; the message names the field.</exception>
    public static LabelSelector Parse(string field, string? text)
    {
        var selector = new LabelSelector();
        var rest = text?.Trim() ?? "";
        while (rest.Length > 0)
        {
            var match = Requirement.Match(rest);
            if (!match.Success)
            {
                throw new KustomizeException($"{field} \"{text}\" is no label selector at \"{rest}\".");
            }

            selector._requirements.Add(Read(match));
            rest = rest[match.Length..];
            if (rest.Length == 0 && match.Groups["end"].Value.Length > 0)
            {
                throw new KustomizeException($"{field} \"{text}\" is no label selector: it ends with a comma.");
            }
        }

        return selector;
    }

    public bool Matches(Dictionary<string, string> labels) =>
        _requirements.TrueForAll(requirement => requirement(labels));

    private static Func<Dictionary<string, string>, bool> Read(Match match)
    {
        var key = match.Groups["key"].Value;
        if (match.Groups["not"].Success)
        {
            return labels => !labels.ContainsKey(key);
        }

        var value = match.Groups["value"].Value;
        var values = match.Groups["set"].Value.Split(',').Select(item => item.Trim()).ToHashSet(StringComparer.Ordinal);
        return match.Groups["operator"].Value switch
        {
            "" => labels => labels.ContainsKey(key),
            "!=" => labels => labels.GetValueOrDefault(key) != value,
            "in" => labels => labels.GetValueOrDefault(key) is { } text && values.Contains(text),
            "notin" => labels => labels.GetValueOrDefault(key) is not { } text || !values.Contains(text),
            ">" => labels => Number(labels.GetValueOrDefault(key)) > Number(value),
            "<" => labels => Number(labels.GetValueOrDefault(key)) < Number(value),
            _ => labels => labels.GetValueOrDefault(key) == value,
        };
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    [GeneratedRegex(
        """
        ^\s*(?:
            (?<not>!)\s*(?<key>[\w./-]+)
          | (?<key>[\w./-]+)\s+(?<operator>in|notin)\s*\((?<set>[\w.,\s-]*)\)
          | (?<key>[\w./-]+)\s*(?<operator>==|=|!=|>|<)\s*(?<value>[\w.-]*)
          | (?<key>[\w./-]+)
        )\s*(?<end>,|\z)
        """,
        RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Requirement { get; }
}
