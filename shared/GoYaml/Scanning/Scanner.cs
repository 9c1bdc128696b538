using static Gimlet.GoYaml.Scanning.Characters;

namespace Gimlet.GoYaml.Scanning;

/// <summary>
/// Cuts YAML 1.1 into tokens as libyaml does, which go-yaml descends from (https://yaml.org/spec/1.1/). A key is known
/// as one only by the colon behind it: <see cref="Fill"/> reads on while the first token may be one, and the token that
/// says so is then inserted before it.
/// </summary>
internal sealed partial class Scanner
{
    // With the space behind it.
    private const int LongestIndicator = 4;

    private readonly string _text;
    private readonly int _readableLength;
    private readonly int _maxDepth;
    private readonly List<Token> _tokens = [];
    private readonly Stack<int> _indents = new();
    private int _first;
    private int _taken;
    private int _position;
    private Mark _mark;
    private int _indent = -1;
    private int _flowLevel;
    private bool _isKeyAllowed = true;
    private bool _hasEnded;

    public Scanner(string text, int maxDepth)
    {
        _text = text;
        _maxDepth = maxDepth;
        _keys.Add(default);
        _readableLength = FindReadableLength(text);
    }

    private char Current => At(0);

    /// <summary>The next token, which stays.</summary>
    public Token Peek()
    {
        Fill();
        return _tokens[_first];
    }

    /// <summary>Goes on behind the token that <see cref="Peek"/> returned.</summary>
    public void Take()
    {
        _taken++;
        if (++_first == _tokens.Count)
        {
            _tokens.Clear();
            _first = 0;
        }
    }

    private void Fill()
    {
        while (_first == _tokens.Count || MayFirstBeKey())
        {
            ReadToken();
        }
    }

    private void ReadToken()
    {
        if (_hasEnded)
        {
            throw Error("attempted to go past the end of stream; corrupted value?", _mark);
        }

        SkipToToken();
        if (_position + LongestIndicator > _readableLength)
        {
            throw new SyntaxException("control characters are not allowed", default, default, isScanner: true);
        }

        CloseBlocks(_mark.Column);
        var next = At(1);
        switch (Current)
        {
            case End:
                ReadEnd();
                break;
            case '%' when _mark.Column == 0:
                ReadDirective();
                break;
            case '-' or '.' when IsDocumentIndicator():
                ReadDocumentIndicator();
                break;
            case '[':
                ReadFlowStart(TokenKind.FlowSequenceStart);
                break;
            case '{':
                ReadFlowStart(TokenKind.FlowMappingStart);
                break;
            case ']':
                ReadFlowEnd(TokenKind.FlowSequenceEnd);
                break;
            case '}':
                ReadFlowEnd(TokenKind.FlowMappingEnd);
                break;
            case ',':
                RemoveKey();
                _isKeyAllowed = true;
                AddIndicator(TokenKind.FlowEntry);
                break;
            case '-' when IsBlankOrEnd(next):
                ReadBlockEntry();
                break;
            case '?' when _flowLevel > 0 || IsBlankOrEnd(next):
                ReadKey();
                break;
            case ':' when _flowLevel > 0 || IsBlankOrEnd(next):
                ReadValue();
                break;
            case '*':
                ReadAnchor(TokenKind.Alias);
                break;
            case '&':
                ReadAnchor(TokenKind.Anchor);
                break;
            case '!':
                ReadTag();
                break;
            case '|' or '>' when _flowLevel == 0:
                ReadBlockScalar();
                break;
            case '\'' or '"':
                ReadQuoted();
                break;
            default:
                ReadPlainOrFail();
                break;
        }
    }

    // libyaml decodes its input in pieces, and complains about a whole piece before it looks at what is in it.
    private static int FindReadableLength(string text)
    {
        const int pieceLength = 512;
        var (start, octets) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsReadable(text[i]))
            {
                return start;
            }

            octets += text[i] switch { < '\x80' => 1, < '\u0800' => 2, _ when char.IsSurrogate(text[i]) => 2, _ => 3 };
            if (octets >= pieceLength)
            {
                (start, octets) = (i + 1, octets - pieceLength);
            }
        }

        return int.MaxValue;
    }

    private void ReadPlainOrFail()
    {
        var isPlain = Current switch
        {
            '-' => !IsBlank(At(1)),
            '?' or ':' => _flowLevel == 0 && !IsBlankOrEnd(At(1)),
            '|' or '>' or '%' or '@' or '`' or '#' => false,
            var unit => !IsBlankOrEnd(unit),
        };
        if (!isPlain)
        {
            throw Error("found character that cannot start any token", _mark);
        }

        ReadPlain();
    }

    private bool IsDocumentIndicator() => _mark.Column == 0
        && Current is '-' or '.' && At(1) == Current && At(2) == Current && IsBlankOrEnd(At(3));

    // Tabs are space within a line and in flow collections; at the start of a line they would be indentation.
    private void SkipToToken()
    {
        while (true)
        {
            while (Current == ' ' || (Current == '\t' && (_flowLevel > 0 || !_isKeyAllowed)))
            {
                Skip();
            }

            SkipComment();
            if (!IsBreak(Current))
            {
                return;
            }

            SkipBreak();
            _isKeyAllowed |= _flowLevel == 0;
        }
    }

    private void SkipComment()
    {
        if (Current == '#')
        {
            while (!IsBreakOrEnd(Current))
            {
                Skip();
            }
        }
    }

    private char At(int offset) => _position + offset < _text.Length ? _text[_position + offset] : End;

    private void Skip()
    {
        _position += char.IsHighSurrogate(Current) && char.IsLowSurrogate(At(1)) ? 2 : 1;
        _mark = new Mark(_mark.Index + 1, _mark.Line, _mark.Column + 1);
    }

    private void Skip(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Skip();
        }
    }

    private void SkipBreak()
    {
        var length = Current == '\r' && At(1) == '\n' ? 2 : 1;
        _position += length;
        _mark = new Mark(_mark.Index + length, _mark.Line + 1, 0);
    }

    /// <summary>Goes on to the next line and returns the break as values have it.</summary>
    private char TakeBreak()
    {
        var unit = Current is '\u2028' or '\u2029' ? Current : '\n';
        SkipBreak();
        return unit;
    }

    private void Add(Token token) => _tokens.Add(token);

    private void AddIndicator(TokenKind kind, int length = 1)
    {
        var start = _mark;
        Skip(length);
        Add(new Token(kind, start, _mark));
    }

    private SyntaxException Error(string problem, Mark context) => new(problem, _mark, context, isScanner: true);
}
