using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gimlet.Templating.Syntax;

namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>
/// Regular expressions with the syntax, meaning and errors of Go's regexp (https://github.com/google/re2/wiki/Syntax),
/// written anew for .NET's non-backtracking engine, whose time is linear in the length of the text. A character beyond
/// U+FFFF is one. Where <c>\b</c> meets text that is not ASCII, which the two understand differently, the backtracking
/// engine is used, for at most a second. General categories are of .NET's version of Unicode; <c>\C</c> is refused, as
/// in Go.
/// </summary>
public sealed class GoRegex
{
    private const int MostCached = 512;
    private const int LongestPattern = 16 * 1024;

    // Classes of Unicode are long when written out; what holds very many is not worth its memory.
    private const int LongestKept = 32 * 1024;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // .NET's engine loses a newline at the end of the text where it must tell apart many kinds of characters, and for
    // groups beside anchors, unless the expression holds an anchor that asks for that newline. This one never matches.
    private const string NewlineGuard = @"|\z(?m:$)a";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, GoRegex> Cache = new(StringComparer.Ordinal);

    private readonly List<(string Name, int Number)> _groupNames;
    private readonly int _length;
    private readonly bool _hasBoundaries;
    private readonly bool _losesLastNewline;
    private readonly Regex _units;

    // Most expressions and most texts need none but the first.
    private readonly Lazy<Regex> _pairs;
    private readonly Lazy<Regex> _boundaries;

    private GoRegex(string pattern)
    {
        var translator = new PatternTranslator(pattern, TextKind.Units);
        var units = translator.Translate();
        _units = Compile(units, Linear, Regex.InfiniteMatchTimeout);
        _length = units.Length;
        _groupNames = translator.GroupNames;
        _hasBoundaries = translator.HasBoundaries;
        _losesLastNewline = translator.LosesLastNewline;
        _pairs = new Lazy<Regex>(() => CompilePairs(pattern, units));
        _boundaries = new Lazy<Regex>(() => Compile(
            new PatternTranslator(pattern, TextKind.Boundaries).Translate(), RegexOptions.CultureInvariant, Timeout));
    }

    /// <summary>The expression of a pattern.</summary>
    /// <exception cref="FunctionException">The pattern is none.</exception>
    public static GoRegex Get(string pattern)
    {
        try
        {
            return GetOrFail(pattern);
        }
        catch (FunctionException exception)
        {
            // Here Go panics, and says which pattern it was.
            var shown = pattern.Contains('`', StringComparison.Ordinal) ? GoQuote.Quote(pattern) : $"`{pattern}`";
            throw new FunctionException($"regexp: Compile({shown}): {exception.Message}");
        }
    }

    /// <summary>The expression of a pattern, where Go returns an error rather than to panic.</summary>
    /// <exception cref="FunctionException">The pattern is none.</exception>
    public static GoRegex GetOrFail(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (pattern.Length > LongestPattern)
        {
            throw TooLarge();
        }

        // A bounded cache without an order is enough: charts use few patterns again and again.
        if (Cache.Count >= MostCached)
        {
            Cache.Clear();
        }

        var regex = new GoRegex(pattern);
        return regex._length > LongestKept ? regex : Cache[pattern] = regex;
    }

    /// <summary>Whether the text holds a match.</summary>
    /// <exception cref="FunctionException">It took too long to tell, see above.</exception>
    public bool IsMatch(string text)
    {
        try
        {
            return For(text).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw TooSlow();
        }
    }

    /// <summary>The matches one after the other; Go passes over an empty one that touches the one before it.</summary>
    /// <exception cref="FunctionException">It took too long to find one, see above.</exception>
    internal IEnumerable<Match> Matches(string text, CancellationToken cancellationToken)
    {
        var end = -1;
        for (var match = Next(text, null); match.Success; match = Next(text, match))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (match.Length > 0 || (match.Index != end && !IsWithinPair(text, match.Index)))
            {
                yield return match;
            }

            end = match.Index + match.Length;
        }
    }

    /// <summary>What a group of a match took: one by its number, or the first of its name that took part.</summary>
    internal string GroupOf(Match match, string name)
    {
        var isNumber = name.All(char.IsAsciiDigit) && (name.Length == 1 || name[0] != '0');
        if (isNumber)
        {
            return int.TryParse(name, CultureInfo.InvariantCulture, out var number) ? match.Groups[number].Value : "";
        }

        var groups = _groupNames.Where(group => group.Name == name).Select(group => match.Groups[group.Number]);
        return groups.FirstOrDefault(static group => group.Success)?.Value ?? "";
    }

    internal static FunctionException TooLarge() => new("error parsing regexp: expression too large");

    private static FunctionException TooSlow() => new(@"regexp: \b took too long to match in text beyond ASCII");

    private static bool IsWithinPair(string text, int index) =>
        index > 0 && index < text.Length && char.IsSurrogatePair(text[index - 1], text[index]);

    private static Regex Compile(string translated, RegexOptions options, TimeSpan timeout)
    {
        try
        {
            return new Regex(translated, options, timeout);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new FunctionException($"error parsing regexp: {exception.Message}");
        }
    }

    private Regex CompilePairs(string pattern, string units)
    {
        var translator = new PatternTranslator(pattern, TextKind.Pairs);
        var pairs = translator.Translate() + (translator.LosesLastNewline ? NewlineGuard : "");
        return pairs == units ? _units : Compile(pairs, Linear, Regex.InfiniteMatchTimeout);
    }

    private Match Next(string text, Match? match)
    {
        try
        {
            return match is null ? For(text).Match(text) : match.NextMatch();
        }
        catch (RegexMatchTimeoutException)
        {
            throw TooSlow();
        }
    }

    private Regex For(string text)
    {
        if (_hasBoundaries && !Ascii.IsValid(text))
        {
            return _boundaries.Value;
        }

        var hasPairs = text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
        return hasPairs || (_losesLastNewline && text.EndsWith('\n')) ? _pairs.Value : _units;
    }
}
