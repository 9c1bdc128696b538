using System.Globalization;
using System.Text.RegularExpressions;

namespace Gimlet.Kustomize.Selecting;

/// <summary>
/// Regular expressions that must match a whole text. The engine does not backtrack, so that no expression takes long;
/// what it cannot do, RE2 cannot either.
/// </summary>
internal static partial class WholeMatch
{
    private const int LongestPattern = 1024;
    private const int LargestRepeat = 1000;

    /// <summary>The expression, or null where it is empty and matches anything.</summary>
    /// <exception cref="KustomizeException">It is none; the message names the field.</exception>
    public static Regex? Compile(string field, string? pattern)
    {
        if (string.IsNullOrEmpty(pattern))
        {
            return null;
        }

        if (pattern.Length > LongestPattern)
        {
            throw new KustomizeException($"{field} is longer than {LongestPattern} characters.");
        }

        // RE2 bounds what counted repeats, multiplied where they are nested, may make; the product of all is stricter.
        var repeats = Repeat.Matches(pattern)
            .Select(match => double.Parse(match.Groups["most"].Value, CultureInfo.InvariantCulture))
            .Aggregate(1.0, (product, count) => product * Math.Max(1, count));
        if (repeats > LargestRepeat)
        {
            throw new KustomizeException($"{field} \"{pattern}\" repeats more than {LargestRepeat} times.");
        }

        try
        {
            // What RE2 writes in another way than .NET: named groups and named classes of characters.
            var translated = pattern.Replace("(?P<", "(?<", StringComparison.Ordinal);
            translated = NamedClass.Replace(translated, match => Ranges(match.Groups["name"].Value));
            return new Regex($@"\A(?:{translated})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new KustomizeException(
                $"{field} \"{pattern}\" is no regular expression: {exception.Message}", exception);
        }
    }

    private static string Ranges(string name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "digit" => "0-9",
        "lower" => "a-z",
        "upper" => "A-Z",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        _ => throw new ArgumentException($"[:{name}:] is not known here."),
    };

    [GeneratedRegex(@"\[:(?<name>\^?[a-z]+):\]", RegexOptions.NonBacktracking)]
    private static partial Regex NamedClass { get; }

    [GeneratedRegex(@"\{(?:[0-9]*,)?(?<most>[0-9]+),?\}", RegexOptions.NonBacktracking)]
    private static partial Regex Repeat { get; }
}
