using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gimlet.Templating.Syntax;

namespace Gimlet.Templating.Sprig;

/// <summary>
/// Regular expressions with the syntax and meaning of Go's regexp (https://github.com/google/re2/wiki/Syntax), written
/// anew for .NET's non-backtracking engine: <c>\d \w \s</c> are ASCII, <c>$</c> is the very end of the text, and a
/// match is leftmost-first. <c>\b</c> knows all letters here, where Go's knows ASCII; <c>(?U)</c> and <c>\C</c> are
/// refused.
/// </summary>
public sealed class GoRegex
{
    private const int MostCached = 512;
    private const int LargestRepeat = 1000;
    private const int LongestPattern = 16 * 1024;

    private static readonly ConcurrentDictionary<string, Regex> Cache = new(StringComparer.Ordinal);

    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private int _position;
    private bool _isMultiline;

    private GoRegex(string pattern) => _pattern = pattern;

    /// <summary>The expression of a pattern.</summary>
    /// <exception cref="FunctionException">The pattern is none.</exception>
    public static Regex Get(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (pattern.Length > LongestPattern)
        {
            throw new FunctionException("regexp: pattern too large");
        }

        // A bounded cache without an order is enough: charts use few patterns again and again.
        if (Cache.Count >= MostCached)
        {
            Cache.Clear();
        }

        return Cache[pattern] = Compile(pattern);
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            const RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            return new Regex(new GoRegex(pattern).Translate(), options);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            var shown = pattern.Contains('`', StringComparison.Ordinal) ? GoQuote.Quote(pattern) : $"`{pattern}`";
            throw new FunctionException($"regexp: Compile({shown}): error parsing regexp: {exception.Message}");
        }
    }

    private string Translate()
    {
        while (_position < _pattern.Length)
        {
            var unit = _pattern[_position];
            switch (unit)
            {
                case '\\':
                    TranslateEscape(inClass: false);
                    break;
                case '[':
                    TranslateClass();
                    break;
                case '$':
                    Append(_isMultiline ? "(?m:$)" : @"\z", 1);
                    break;
                case '^':
                    Append(_isMultiline ? "(?m:^)" : @"\A", 1);
                    break;
                case '(' when Follows("(?"):
                    TranslateGroup();
                    break;
                case '{':
                    TranslateRepeat();
                    break;
                case '#' or ' ':
                    Append($"\\{unit}", 1);
                    break;
                default:
                    Append(unit.ToString(), 1);
                    break;
            }
        }

        return _result.ToString();
    }

    private void TranslateGroup()
    {
        if (Follows("(?P<"))
        {
            Append("(?<", 4);
            return;
        }

        var end = _position + 2;
        while (end < _pattern.Length && _pattern[end] is 'i' or 'm' or 's' or '-')
        {
            end++;
        }

        if (end == _pattern.Length || _pattern[end] is not (':' or ')' or '<') || Follows("(?<=") || Follows("(?<!"))
        {
            throw new ArgumentException("invalid or unsupported Perl syntax: `(?`");
        }

        // ^ and $ are written out, so that .NET never sees the flag; it holds to the end of the pattern or group.
        var flags = _pattern[(_position + 2)..end];
        var (on, off) = flags.Split('-') is [var first, var second] ? (first, second) : (flags, "");
        _isMultiline = (_isMultiline || on.Contains('m', StringComparison.Ordinal))
            && !off.Contains('m', StringComparison.Ordinal);
        var others = flags.Replace("m", "", StringComparison.Ordinal).TrimEnd('-');
        if (others.Length == 0 && _pattern[end] == ')')
        {
            _position = end + 1;
            return;
        }

        Append("(?" + others, end - _position);
    }

    private void TranslateRepeat()
    {
        var end = _pattern.IndexOf('}', _position);
        var counts = end < 0 ? [] : _pattern[(_position + 1)..end].Split(',');
        var isRepeat = counts.Length is 1 or 2 && counts[0].Length > 0
            && counts.All(static count => count.All(char.IsAsciiDigit));
        if (!isRepeat)
        {
            Append(@"\{", 1);
            return;
        }

        if (counts.Any(static count => IsTooLarge(count)))
        {
            throw new ArgumentException($"invalid repeat count: `{_pattern[_position..(end + 1)]}`");
        }

        Append(_pattern[_position..(end + 1)], end + 1 - _position);
    }

    private static bool IsTooLarge(string count) =>
        count.Length > 0 && (!short.TryParse(count, out var value) || value > LargestRepeat);

    private void TranslateClass()
    {
        var start = _position;
        Append("[", 1);
        if (Follows("^"))
        {
            Append("^", 1);
        }

        // A bracket right after the start is a member.
        if (Follows("]"))
        {
            Append(@"\]", 1);
        }

        while (!Follows("]"))
        {
            if (_position == _pattern.Length)
            {
                throw new ArgumentException($"missing closing ]: `{_pattern[start..]}`");
            }

            if (Follows("[:"))
            {
                TranslateNamedClass();
            }
            else if (Follows("\\"))
            {
                TranslateEscape(inClass: true);
            }
            else
            {
                // .NET subtracts a class that follows "-[".
                Append(Follows("[") ? @"\[" : _pattern[_position].ToString(), 1);
            }
        }

        Append("]", 1);
    }

    private void TranslateNamedClass()
    {
        var end = _pattern.IndexOf(":]", _position, StringComparison.Ordinal);
        var name = end < 0 ? "" : _pattern[(_position + 2)..end];
        var isNegated = name.StartsWith('^');
        var members = CharacterClass.Find(isNegated ? name[1..] : name)
            ?? throw new ArgumentException($"invalid character class range: `[:{name}:]`");
        Append(isNegated ? members.Others : members.Members, end + 2 - _position);
    }

    private void TranslateEscape(bool inClass)
    {
        if (_position + 1 == _pattern.Length)
        {
            throw new ArgumentException("trailing backslash at end of expression: ``");
        }

        var escape = _pattern[_position + 1];
        switch (escape)
        {
            case 'd' or 'w' or 's' or 'D' or 'W' or 'S':
                var perl = CharacterClass.OfEscape(char.ToLowerInvariant(escape));
                var members = char.IsLower(escape) ? perl.Members : perl.Others;
                Append(inClass ? members : $"[{members}]", 2);
                break;
            case 'Q':
                var end = _pattern.IndexOf(@"\E", _position, StringComparison.Ordinal);
                var quoted = _pattern[(_position + 2)..(end < 0 ? _pattern.Length : end)];
                Append(Regex.Escape(quoted), quoted.Length + (end < 0 ? 2 : 4));
                break;
            case 'x' when _position + 2 < _pattern.Length && _pattern[_position + 2] == '{':
                TranslateCodePoint();
                break;
            case 'p' or 'P' when _position + 2 < _pattern.Length && _pattern[_position + 2] != '{':
                Append($"\\{escape}{{{_pattern[_position + 2]}}}", 3);
                break;
            case 'A' or 'z' or 'b' or 'B' or 'a' or 'f' or 'n' or 'r' or 't' or 'v' or 'x' or 'p' or 'P':
                Append($"\\{escape}", 2);
                break;
            default:
                if (char.IsAsciiLetterOrDigit(escape))
                {
                    throw new ArgumentException($"invalid escape sequence: `\\{escape}`");
                }

                Append($"\\{escape}", 2);
                break;
        }
    }

    private void TranslateCodePoint()
    {
        var end = _pattern.IndexOf('}', _position);
        var isCode = int.TryParse(
            end < 0 ? "" : _pattern.AsSpan((_position + 3)..end),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var code);
        if (!isCode || code is < 0 or > 0xFFFF)
        {
            throw new ArgumentException(@"invalid escape sequence: `\x`");
        }

        Append($"\\u{code:X4}", end + 1 - _position);
    }

    private bool Follows(string expected) =>
        _pattern.AsSpan(_position).StartsWith(expected, StringComparison.Ordinal);

    private void Append(string translated, int length)
    {
        _result.Append(translated);
        _position += length;
    }
}
