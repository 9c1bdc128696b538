namespace Gimlet.Templating.Sprig.Regexes;

internal sealed partial class PatternTranslator
{
    private const int DeepestGroup = 1000;

    private readonly Stack<Group> _groups = new();
    private int _groupCount;

    /// <summary>What holds again when a group ends, and where it began in the result.</summary>
    private sealed record Group(Flags Flags, int Start, int OuterWeight);

    // All groups that capture are numbered in order; .NET would number those with names after the others.
    private void OpenGroup()
    {
        if (!Follows("(?"))
        {
            _position++;
            Open($"(?<{++_groupCount}>", _flags);
        }
        else if (IsNameNext("(?P<") || IsNameNext("(?<"))
        {
            OpenNamedGroup();
        }
        else
        {
            TranslateFlags();
        }
    }

    private bool IsNameNext(string start) => Follows(start) && _position + start.Length < _pattern.Length;

    private void Open(string translated, Flags flags)
    {
        if (_groups.Count == DeepestGroup)
        {
            throw Invalid("expression nests too deeply", _pattern);
        }

        _groups.Push(new Group(_flags, _result.Length, _weight));
        (_flags, _weight, _atomStart) = (flags, 1, -1);
        _result.Append(translated);
    }

    private void CloseGroup()
    {
        if (!_groups.TryPop(out var group))
        {
            throw Invalid("unexpected )", _pattern);
        }

        _position++;
        _result.Append(')');
        (_flags, _atomStart, _atomWeight, _isAtomRepeated) = (group.Flags, group.Start, _weight, false);
        _weight = Math.Max(group.OuterWeight, _atomWeight);
    }

    private void OpenNamedGroup()
    {
        var start = _pattern.IndexOf('<', _position) + 1;
        var end = _pattern.IndexOf('>', _position);
        var name = end < 0 ? "" : _pattern[start..end];
        if (name.Length == 0 || !name.All(static unit => char.IsAsciiLetterOrDigit(unit) || unit == '_'))
        {
            throw Invalid("invalid named capture", end < 0 ? _pattern[_position..] : _pattern[_position..(end + 1)]);
        }

        _position = end + 1;
        Open($"(?<{++_groupCount}>", _flags);
        GroupNames.Add((name, _groupCount));
    }

    // (?flags) sets to the end of the group around it, (?flags:…) for its own group; those after a hyphen are unset.
    private void TranslateFlags()
    {
        var start = _position;
        var flags = _flags;
        var (isUnset, isEmpty) = (false, false);
        _position += 2;
        while (_position < _pattern.Length)
        {
            var letter = NextCodePoint();
            var flag = letter switch
            {
                'i' => Flags.FoldsCase,
                'm' => Flags.IsMultiline,
                's' => Flags.DotIsAll,
                'U' => Flags.IsUngreedy,
                _ => Flags.None,
            };
            if (flag != Flags.None)
            {
                flags = isUnset ? flags & ~flag : flags | flag;
                isEmpty = false;
            }
            else if (letter == '-' && !isUnset)
            {
                (isUnset, isEmpty) = (true, true);
            }
            else if (letter == ':' && !isEmpty)
            {
                Open("(?:", flags);
                return;
            }
            else if (letter == ')' && !isEmpty)
            {
                _flags = flags;
                return;
            }
            else
            {
                break;
            }
        }

        throw Invalid("invalid or unsupported Perl syntax", _pattern[start.._position]);
    }
}
