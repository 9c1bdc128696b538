namespace Gimlet.Templating.Syntax;

/// <summary>
/// Cuts a template into tokens, one at a time. This part handles text, comments, delimiters and trim markers; the other
/// part what is inside an action.
/// </summary>
internal sealed partial class Lexer(
    string text, string leftDelimiter, string rightDelimiter, Func<string, bool> isFunction)
{
    private const int TrimMarkerLength = 2;

    private int _start;
    private int _position;
    private int _line = 1;
    private int _parenthesisDepth;
    private bool _insideAction;

    public Token Next() => _insideAction ? LexAction() : LexText();

    private Token LexText()
    {
        while (true)
        {
            var delimiter = text.IndexOf(leftDelimiter, _position, StringComparison.Ordinal);
            if (delimiter < 0)
            {
                _position = text.Length;
                return Emit(_position > _start ? TokenKind.Text : TokenKind.Eof);
            }

            var inside = delimiter + leftDelimiter.Length;
            var trims = HasLeftTrimMarker(inside);
            _position = trims ? EndBeforeSpace(delimiter) : delimiter;
            if (_position > _start)
            {
                var token = Emit(TokenKind.Text);
                SkipTo(delimiter);
                return token;
            }

            SkipTo(delimiter);
            var afterMarker = trims ? inside + TrimMarkerLength : inside;
            if (text.AsSpan(afterMarker).StartsWith("/*"))
            {
                if (SkipComment(afterMarker) is { } error)
                {
                    return error;
                }

                continue;
            }

            _position = inside;
            var left = Emit(TokenKind.LeftDelimiter);
            SkipTo(afterMarker);
            _insideAction = true;
            _parenthesisDepth = 0;
            return left;
        }
    }

    private Token? SkipComment(int start)
    {
        SkipTo(start);
        var end = text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return Error("unclosed comment");
        }

        _position = end + 2;
        if (!AtRightDelimiter(out var trims))
        {
            return Error("comment ends before closing delimiter");
        }

        SkipRightDelimiter(trims);
        return null;
    }

    private Token LexRightDelimiter(bool trims)
    {
        SkipTo(trims ? _position + TrimMarkerLength : _position);
        _position += rightDelimiter.Length;
        var token = Emit(TokenKind.RightDelimiter);
        if (trims)
        {
            SkipSpace();
        }

        _insideAction = false;
        return token;
    }

    private void SkipRightDelimiter(bool trims)
    {
        SkipTo(_position + (trims ? TrimMarkerLength : 0) + rightDelimiter.Length);
        if (trims)
        {
            SkipSpace();
        }
    }

    private bool AtRightDelimiter(out bool trims)
    {
        var rest = text.AsSpan(_position);
        trims = rest.Length >= TrimMarkerLength && IsSpace(rest[0]) && rest[1] == '-'
            && rest[TrimMarkerLength..].StartsWith(rightDelimiter, StringComparison.Ordinal);
        return trims || rest.StartsWith(rightDelimiter, StringComparison.Ordinal);
    }

    private bool HasLeftTrimMarker(int at) =>
        at + 1 < text.Length && text[at] == '-' && IsSpace(text[at + 1]);

    private int EndBeforeSpace(int end)
    {
        while (end > _start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    private void SkipSpace()
    {
        while (_position < text.Length && IsSpace(text[_position]))
        {
            _position++;
        }

        SkipTo(_position);
    }

    private Token Emit(TokenKind kind)
    {
        var token = new Token(kind, _start, _line, ValueOf(kind));
        SkipTo(_position);
        return token;
    }

    // Most tokens are punctuation: those need no string of their own.
    private string ValueOf(TokenKind kind) => kind switch
    {
        TokenKind.Eof => "",
        TokenKind.Space => " ",
        TokenKind.LeftDelimiter => leftDelimiter,
        TokenKind.RightDelimiter => rightDelimiter,
        TokenKind.Pipe => "|",
        TokenKind.Dot => ".",
        TokenKind.LeftParen => "(",
        TokenKind.RightParen => ")",
        TokenKind.Declare => ":=",
        TokenKind.Assign => "=",
        _ => text[_start.._position],
    };

    private void SkipTo(int position)
    {
        _line += text.AsSpan(_start..position).Count('\n');
        _start = _position = position;
    }

    private Token Error(string message)
    {
        var token = new Token(TokenKind.Error, _start, _line, message);
        _start = _position = text.Length;
        _insideAction = false;
        return token;
    }

    private static bool IsSpace(char unit) => unit is ' ' or '\t' or '\r' or '\n';
}
