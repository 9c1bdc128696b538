namespace Gimlet.Templating.Sprig.Regexes;

internal sealed partial class PatternTranslator
{
    private const string AsciiWord = "[0-9A-Za-z_]";

    private void TranslateEscape()
    {
        var escape = _position + 1 < _pattern.Length ? _pattern[_position + 1] : '\0';
        switch (escape)
        {
            case 'A' or 'z':
                AppendAnchor($"\\{escape}", 2);
                break;
            case 'b' or 'B':
                HasBoundaries = true;
                AppendAnchor(_kind == TextKind.Boundaries ? WriteBoundary(escape == 'b') : $"\\{escape}", 2);
                break;
            case 'Q':
                TranslateQuoted();
                break;
            default:
                if (TryReadEscapedClass() is { } members)
                {
                    AppendSet(members, 0);
                }
                else
                {
                    AppendLiteral(ReadEscape());
                }

                break;
        }
    }

    // Between the halves of a pair is no place at all.
    private static string WriteBoundary(bool isBoundary) => isBoundary
        ? $"(?:(?<={AsciiWord})(?!{AsciiWord})|(?<!{AsciiWord})(?={AsciiWord}))"
        : $@"(?:(?<={AsciiWord})(?={AsciiWord})|(?<!{AsciiWord})(?!{AsciiWord})(?![\uDC00-\uDFFF]))";

    private void TranslateQuoted()
    {
        _position += 2;
        while (_position < _pattern.Length && !Follows(@"\E"))
        {
            AppendLiteral(NextCodePoint());
        }

        _position = Math.Min(_position + 2, _pattern.Length);
    }

    /// <summary>Reads the escape of one character.</summary>
    private int ReadEscape()
    {
        var start = _position++;
        if (_position == _pattern.Length)
        {
            throw Invalid("trailing backslash at end of expression", "");
        }

        var escape = NextCodePoint();
        var found = escape switch
        {
            'a' => (int?)'\a',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            'x' => ReadHexadecimal(),
            >= '0' and <= '7' => ReadOctal(escape - '0'),
            < 0x80 when !char.IsAsciiLetterOrDigit((char)escape) => escape,
            _ => null,
        };
        return found ?? throw Invalid("invalid escape sequence", _pattern[start.._position]);
    }

    // A digit other than zero that is alone would be a reference to a group, which Go does not have.
    private int? ReadOctal(int value)
    {
        if (value > 0 && !IsOctalDigitNext())
        {
            return null;
        }

        for (var digits = 1; digits < 3 && IsOctalDigitNext(); digits++)
        {
            value = (value * 8) + _pattern[_position++] - '0';
        }

        return value;
    }

    private bool IsOctalDigitNext() => _position < _pattern.Length && _pattern[_position] is >= '0' and <= '7';

    private int? ReadHexadecimal()
    {
        if (!Follows("{"))
        {
            var (first, second) = (ReadHexDigit(), ReadHexDigit());
            return (first * 16) + second;
        }

        var start = ++_position;
        var value = 0;
        while (!Follows("}"))
        {
            if (ReadHexDigit() is not { } digit || (value = (value * 16) + digit) > CodePointSet.Last)
            {
                return null;
            }
        }

        return _position++ > start ? value : null;
    }

    // What is no digit is read too, as it belongs to what the error shows.
    private int? ReadHexDigit()
    {
        if (_position == _pattern.Length)
        {
            return null;
        }

        var read = NextCodePoint();
        return read < 0x80 && char.IsAsciiHexDigit((char)read) ? Convert.ToInt32(((char)read).ToString(), 16) : null;
    }
}
