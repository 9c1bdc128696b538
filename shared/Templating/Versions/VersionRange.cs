using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Gimlet.Templating.Versions;

/// <summary>
/// A range of versions as Masterminds/semver v3 reads it: <c>>= 1.2, &lt; 3 || 5.x</c>, <c>~1.2</c>, <c>^1</c>,
/// <c>1.2 - 1.4</c>. A prerelease is in a range only where the range itself names one.
/// </summary>
public sealed class VersionRange
{
    private const string Version = @"v?([0-9|xX*]+)(\.[0-9|xX*]+)?(\.[0-9|xX*]+)?"
        + @"(-([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?(\+([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?";

    private const string Space = @"[\t\n\f\r ]";
    private const string Operator = @"=||!=|>|<|>=|=>|<=|=<|~|~>|\^";

    private static readonly Regex HyphenRange =
        Linear($"{Space}*(?<from>{Version}){Space}+-{Space}+(?<to>{Version}){Space}*");

    private static readonly Regex Bound = Linear($"(?<operator>{Operator}){Space}*(?<version>{Version})");

    private static readonly Regex Alternative = Linear(
        $@"^{Space}*({Operator}){Space}*({Version}){Space}*"
        + $@"(({Space}+|,{Space}*)({Operator}){Space}*({Version}){Space}*)*\z");

    private readonly VersionBound[][] _alternatives;

    private VersionRange(VersionBound[][] alternatives) => _alternatives = alternatives;

    /// <summary>Reads a range.</summary>
    /// <exception cref="FormatException">The text is none; the message is that of Masterminds/semver.</exception>
    public static VersionRange Parse(string text)
    {
        var rewritten = HyphenRange.Replace(
            text, static match => $">= {match.Groups["from"].Value}, <= {match.Groups["to"].Value} ");
        return new VersionRange([.. rewritten.Split("||").Select(ParseAlternative)]);
    }

    /// <summary>Reads a range.</summary>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionRange? range)
    {
        try
        {
            range = Parse(text);
            return true;
        }
        catch (FormatException)
        {
            range = null;
            return false;
        }
    }

    /// <summary>Whether a text is a range, another a version, and the one contains the other.</summary>
    public static bool Contains(string range, string version) =>
        SemanticVersion.TryParse(version, out var parsedVersion)
        && TryParse(range, out var parsedRange)
        && parsedRange.Contains(parsedVersion);

    /// <summary>Whether a version is in the range.</summary>
    public bool Contains(SemanticVersion version) => Array.Exists(
        _alternatives,
        bounds => (version.Prerelease.Length == 0 || Array.Exists(bounds, static bound => bound.NamesPrerelease))
            && Array.TrueForAll(bounds, bound => bound.Contains(version)));

    private static VersionBound[] ParseAlternative(string text) => Alternative.IsMatch(text)
        ? [.. Bound.Matches(text).Select(static match =>
            VersionBound.Parse(match.Groups["operator"].Value, match.Groups["version"].Value))]
        : throw new FormatException($"improper constraint: {text}");

    // Ranges come from charts: matching must take linear time.
    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
