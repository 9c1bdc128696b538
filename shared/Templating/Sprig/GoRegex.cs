using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gimlet.Templating.Syntax;

namespace Gimlet.Templating.Sprig;

/// <summary>
/// Regular expressions with the syntax and meaning of Go's regexp (https://github.com/google/re2/wiki/Syntax), written
/// anew for .NET's non-backtracking engine: <c>\d \w \s</c> are ASCII, <c>$</c> is the very end of the text, and a
/// match is leftmost-first. <c>\b</c> knows all letters here, where Go's knows ASCII; <c>\C</c> is refused.
/// </summary>
public sealed class GoRegex
{
    private const int MostCached = 512;
    private const int LargestRepeat = 1000;
    private const int LongestPattern = 16 * 1024;

    private static readonly ConcurrentDictionary<string, Regex> Cache = new(StringComparer.Ordinal);

    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private readonly Stack<(bool IsMultiline, bool IsUngreedy)> _groups = new();
    private int _position;
    private bool _isMultiline;
    private bool _isUngreedy;
    private bool _isRepeatable;
    private int _repeatStart = -1;

    private GoRegex(string pattern) => _pattern = pattern;

    /// <summary>The expression of a pattern.</summary>
    /// <exception cref="FunctionException">The pattern is none.</exception>
    public static Regex Get(string pattern)
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
    public static Regex GetOrFail(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (pattern.Length > LongestPattern)
        {
            throw new FunctionException("error parsing regexp: expression too large");
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
            throw new FunctionException($"error parsing regexp: {exception.Message}");
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
                case '(':
                    OpenGroup();
                    break;
                case ')':
                    CloseGroup();
                    break;
                case '|':
                    Append("|", 1);
                    (_isRepeatable, _repeatStart) = (false, -1);
                    continue;
                case '*' or '+' or '?':
                    Repeat(unit.ToString(), 1);
                    continue;
                case '{':
                    TranslateRepeat();
                    continue;
                case '#' or ' ':
                    Append($"\\{unit}", 1);
                    break;
                default:
                    Append(unit.ToString(), 1);
                    break;
            }

            _isRepeatable = unit != '(';
            _repeatStart = -1;
        }

        return _groups.Count == 0
            ? _result.ToString()
            : throw new ArgumentException($"missing closing ): `{_pattern}`");
    }

    // Flags that are set in a group end with it.
    private void OpenGroup()
    {
        var outer = (_isMultiline, _isUngreedy);
        if (!Follows("(?"))
        {
            Append("(", 1);
        }
        else if (!TranslateGroup())
        {
            return;
        }

        _groups.Push(outer);
    }

    private void CloseGroup()
    {
        if (!_groups.TryPop(out var outer))
        {
            throw new ArgumentException($"unexpected ): `{_pattern}`");
        }

        (_isMultiline, _isUngreedy) = outer;
        Append(")", 1);
    }

    /// <summary>Writes a repetition and the mark of whether it is greedy, which (?U) turns around.</summary>
    private void Repeat(string operation, int length)
    {
        if (_repeatStart >= 0)
        {
            throw new ArgumentException(
                $"invalid nested repetition operator: `{_pattern[_repeatStart..(_position + length)]}`");
        }

        if (!_isRepeatable)
        {
            throw new ArgumentException($"missing argument to repetition operator: `{operation}`");
        }

        _repeatStart = _position;
        var isMarked = _position + length < _pattern.Length && _pattern[_position + length] == '?';
        Append(operation + (isMarked != _isUngreedy ? "?" : ""), length + (isMarked ? 1 : 0));
    }

    /// <returns>Whether a group was opened; flags alone open none.</returns>
    private bool TranslateGroup()
    {
        if (Follows("(?P<"))
        {
            Append("(?<", 4);
            return true;
        }

        var end = _position + 2;
        while (end < _pattern.Length && _pattern[end] is 'i' or 'm' or 's' or 'U' or '-')
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
        _isUngreedy = (_isUngreedy || on.Contains('U', StringComparison.Ordinal))
            && !off.Contains('U', StringComparison.Ordinal);
        var others = string.Concat(flags.Where(static flag => flag is not ('m' or 'U'))).TrimEnd('-');
        var opens = _pattern[end] != ')';
        if (others.Length == 0 && !opens)
        {
            _position = end + 1;
            return false;
        }

        Append("(?" + others, end - _position);
        if (!opens)
        {
            Append(")", 1);
        }

        return opens;
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
            (_isRepeatable, _repeatStart) = (true, -1);
            return;
        }

        var isReversed = counts is [var least, { Length: > 0 } most] && !IsTooLarge(least) && !IsTooLarge(most)
            && int.Parse(least, CultureInfo.InvariantCulture) > int.Parse(most, CultureInfo.InvariantCulture);
        if (isReversed || counts.Any(static count => IsTooLarge(count)))
        {
            throw new ArgumentException($"invalid repeat count: `{_pattern[_position..(end + 1)]}`");
        }

        Repeat(_pattern[_position..(end + 1)], end + 1 - _position);
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
        for (var isFirst = true; isFirst || !Follows("]"); isFirst = false)
        {
            if (_position == _pattern.Length)
            {
                throw new ArgumentException($"missing closing ]: `{_pattern[start..]}`");
            }

            if (Follows("[:"))
            {
                TranslateNamedClass();
            }
            else if (IsClassNext())
            {
                TranslateEscape(inClass: true);
            }
            else
            {
                TranslateRange();
            }
        }

        Append("]", 1);
    }

    private bool IsClassNext() =>
        Follows("\\") && _position + 1 < _pattern.Length
        && _pattern[_position + 1] is 'd' or 'w' or 's' or 'D' or 'W' or 'S' or 'p' or 'P' or 'Q';

    // A hyphen is one of a range only between two characters; elsewhere, as in [\w-.], it stands for itself.
    private void TranslateRange()
    {
        var start = _position;
        RefuseReversedRange();
        TranslateMember();
        if (Follows("-") && _position + 1 < _pattern.Length && _pattern[_position + 1] != ']')
        {
            Append("-", 1);
            if (IsClassNext())
            {
                throw new ArgumentException($"invalid character class range: `{_pattern[start..(_position + 2)]}`");
            }

            TranslateMember();
        }
    }

    // .NET subtracts a class that follows "-[".
    private void TranslateMember()
    {
        if (Follows("\\"))
        {
            TranslateEscape(inClass: true);
        }
        else
        {
            Append((Follows("[") || Follows("]") || Follows("-") ? "\\" : "") + _pattern[_position], 1);
        }
    }

    private void RefuseReversedRange()
    {
        var range = _pattern.AsSpan(_position, Math.Min(3, _pattern.Length - _position));
        if (range is [var low, '-', var high] && high is not (']' or '\\' or '[') && low > high)
        {
            throw new ArgumentException($"invalid character class range: `{range}`");
        }
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
            case 'p' or 'P' when Follows($"\\{escape}{{")
                && _pattern.IndexOf('}', _position) is var close and > 0:
                Append(_pattern[_position..(close + 1)], close + 1 - _position);
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
