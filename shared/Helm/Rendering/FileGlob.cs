using System.Text;
using System.Text.RegularExpressions;

namespace Gimlet.Helm.Rendering;

/// <summary>
/// The patterns of <c>.Files.Glob</c>, in the language of gobwas/glob (https://github.com/gobwas/glob): <c>*</c> and
/// <c>?</c> stop at <c>/</c>, <c>**</c> does not; <c>[a-z]</c>, <c>[!abc]</c> and <c>{a,b}</c>; <c>\</c> escapes.
/// </summary>
internal sealed class FileGlob
{
    private readonly string _pattern;
    private readonly StringBuilder _regex = new("^");
    private int _position;
    private int _open;

    private FileGlob(string pattern) => _pattern = pattern;

    private bool IsAtEnd => _position == _pattern.Length;

    /// <summary>Makes an expression of a pattern; helm takes one that is none as <c>**</c>.</summary>
    public static Regex Parse(string pattern)
    {
        var glob = new FileGlob(pattern);
        var regex = glob.Translate() ? glob._regex.Append(@"\z").ToString() : "";
        return new Regex(regex, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    private bool Translate()
    {
        while (!IsAtEnd)
        {
            var unit = _pattern[_position++];
            switch (unit)
            {
                case '\\':
                    Append(IsAtEnd ? unit : _pattern[_position++]);
                    break;
                case '*' when !IsAtEnd && _pattern[_position] == '*':
                    _position++;
                    _regex.Append(".*");
                    break;
                case '*':
                    _regex.Append("[^/]*");
                    break;
                case '?':
                    _regex.Append("[^/]");
                    break;
                case '[':
                    if (!TranslateSet())
                    {
                        return false;
                    }

                    break;
                case '{':
                    _open++;
                    _regex.Append("(?:");
                    break;
                case '}' when _open > 0:
                    _open--;
                    _regex.Append(')');
                    break;
                case ',' when _open > 0:
                    _regex.Append('|');
                    break;
                default:
                    Append(unit);
                    break;
            }
        }

        return _open == 0;
    }

    // One range, or a list of characters; not both.
    private bool TranslateSet()
    {
        var isNegated = !IsAtEnd && _pattern[_position] == '!';
        var start = isNegated ? _position + 1 : _position;
        var isRange = start + 2 < _pattern.Length && _pattern[start + 1] == '-';
        var end = isRange ? start + 3 : _pattern.IndexOf(']', Math.Min(start, _pattern.Length));
        if (end < 0 || end >= _pattern.Length || _pattern[end] != ']' || end == start)
        {
            return false;
        }

        var (low, high) = (_pattern[start], _pattern[isRange ? start + 2 : start]);
        if (low > high)
        {
            return false;
        }

        _regex.Append(isNegated ? "[^" : "[");
        if (isRange)
        {
            AppendInSet(low);
            _regex.Append('-');
            AppendInSet(high);
        }
        else
        {
            foreach (var unit in _pattern.AsSpan(start, end - start))
            {
                AppendInSet(unit);
            }
        }

        _regex.Append(']');
        _position = end + 1;
        return true;
    }

    private void Append(char unit) => _regex.Append(Regex.Escape(unit.ToString()));

    private void AppendInSet(char unit) => _regex.Append($@"\u{(int)unit:x4}");
}
