using System.Globalization;
using System.Text;

namespace Gimlet.Templating.Syntax;

internal sealed partial class Lexer
{
    private const string DecimalDigits = "0123456789_";
    private const string HexDigits = "0123456789abcdefABCDEF_";

    private Token LexAction()
    {
        if (AtRightDelimiter(out var trims))
        {
            return _parenthesisDepth == 0 ? LexRightDelimiter(trims) : Error("unclosed left paren");
        }

        if (_position == text.Length)
        {
            return Error("unclosed action");
        }

        var unit = text[_position];
        switch (unit)
        {
            case ' ' or '\t' or '\r' or '\n':
                return LexSpace();
            case '.' when _position + 1 < text.Length && !char.IsAsciiDigit(text[_position + 1]):
                return LexFieldOrVariable(TokenKind.Field);
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                return LexNumber();
            case '$':
                return LexFieldOrVariable(TokenKind.Variable);
            case '"':
                return LexQuoted('"', TokenKind.String, "unterminated quoted string");
            case '\'':
                return LexQuoted('\'', TokenKind.CharacterConstant, "unterminated character constant");
            case '`':
                return LexRawString();
        }

        if (LetterOrDigitLength() > 0)
        {
            return LexIdentifier();
        }

        return LexPunctuation(unit);
    }

    private Token LexPunctuation(char unit)
    {
        var rune = RuneHere();
        _position += rune.Utf16SequenceLength;
        switch (unit)
        {
            case '=':
                return Emit(TokenKind.Assign);
            case '|':
                return Emit(TokenKind.Pipe);
            case ':':
                if (_position == text.Length || text[_position++] != '=')
                {
                    return Error("expected :=");
                }

                return Emit(TokenKind.Declare);
            case '(':
                _parenthesisDepth++;
                return Emit(TokenKind.LeftParen);
            case ')':
                return --_parenthesisDepth < 0 ? Error("unexpected right paren") : Emit(TokenKind.RightParen);
            case > ' ' and < '\u007F':
                return Emit(TokenKind.Character);
            default:
                return Error($"unrecognized character in action: {GoQuote.Unicode(rune.Value)}");
        }
    }

    private Token LexSpace()
    {
        // The last space may belong to a trim marker, as in "x -}}".
        while (_position < text.Length && IsSpace(text[_position]) && !AtRightDelimiter(out _))
        {
            _position++;
        }

        return Emit(TokenKind.Space);
    }

    private Token LexIdentifier()
    {
        SkipLettersAndDigits();
        if (!AtTerminator())
        {
            return BadCharacter();
        }

        var kind = text.AsSpan(_start.._position) switch
        {
            "true" or "false" => TokenKind.Bool,
            "block" => TokenKind.Block,
            "break" when !isFunction("break") => TokenKind.Break,
            "continue" when !isFunction("continue") => TokenKind.Continue,
            "define" => TokenKind.Define,
            "else" => TokenKind.Else,
            "end" => TokenKind.End,
            "if" => TokenKind.If,
            "nil" => TokenKind.Nil,
            "range" => TokenKind.Range,
            "template" => TokenKind.Template,
            "with" => TokenKind.With,
            _ => TokenKind.Identifier,
        };
        return Emit(kind);
    }

    private Token LexFieldOrVariable(TokenKind kind)
    {
        _position++;
        if (AtTerminator())
        {
            return Emit(kind == TokenKind.Variable ? TokenKind.Variable : TokenKind.Dot);
        }

        SkipLettersAndDigits();
        return AtTerminator() ? Emit(kind) : BadCharacter();
    }

    private Token LexNumber()
    {
        if (!ScanNumber())
        {
            return BadNumber();
        }

        if (_position < text.Length && text[_position] is '+' or '-')
        {
            return ScanNumber() && text[_position - 1] == 'i' ? Emit(TokenKind.Complex) : BadNumber();
        }

        return Emit(TokenKind.Number);
    }

    private Token BadNumber() => Error($"bad number syntax: {GoQuote.Quote(text[_start.._position])}");

    // Accepts a little too much ("0x0.2", "089"): the parser refuses that when it reads the number's value.
    private bool ScanNumber()
    {
        Accept("+-");
        var digits = DecimalDigits;
        if (Accept("0"))
        {
            digits = Accept("xX") ? HexDigits : Accept("oO") ? "01234567_" : Accept("bB") ? "01_" : DecimalDigits;
        }

        AcceptRun(digits);
        if (Accept("."))
        {
            AcceptRun(digits);
        }

        if ((digits == DecimalDigits && Accept("eE")) || (digits == HexDigits && Accept("pP")))
        {
            Accept("+-");
            AcceptRun(DecimalDigits);
        }

        Accept("i");
        var following = LetterOrDigitLength();
        _position += following;
        return following == 0;
    }

    private bool Accept(string units)
    {
        if (_position < text.Length && units.Contains(text[_position], StringComparison.Ordinal))
        {
            _position++;
            return true;
        }

        return false;
    }

    private void AcceptRun(string units)
    {
        while (Accept(units))
        {
        }
    }

    private Token LexQuoted(char quote, TokenKind kind, string unterminated)
    {
        _position++;
        while (_position < text.Length)
        {
            var unit = text[_position++];
            if (unit == quote)
            {
                return Emit(kind);
            }

            if (unit == '\\' && _position < text.Length)
            {
                unit = text[_position++];
            }

            if (unit == '\n')
            {
                break;
            }
        }

        return Error(unterminated);
    }

    private Token LexRawString()
    {
        var end = text.IndexOf('`', _position + 1);
        if (end < 0)
        {
            return Error("unterminated raw quoted string");
        }

        _position = end + 1;
        return Emit(TokenKind.RawString);
    }

    private bool AtTerminator() => _position == text.Length
        || IsSpace(text[_position])
        || text[_position] is '.' or ',' or '|' or ':' or ')' or '('
        || text.AsSpan(_position).StartsWith(rightDelimiter, StringComparison.Ordinal);

    private Token BadCharacter() => Error($"bad character {GoQuote.Unicode(RuneHere().Value)}");

    private void SkipLettersAndDigits()
    {
        for (var length = LetterOrDigitLength(); length > 0; length = LetterOrDigitLength())
        {
            _position += length;
        }
    }

    private int LetterOrDigitLength()
    {
        if (_position == text.Length)
        {
            return 0;
        }

        var unit = text[_position];
        if (char.IsAscii(unit))
        {
            return char.IsAsciiLetterOrDigit(unit) || unit == '_' ? 1 : 0;
        }

        var rune = RuneHere();
        return Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber
            ? rune.Utf16SequenceLength
            : 0;
    }

    private Rune RuneHere() =>
        Rune.TryGetRuneAt(text, _position, out var rune) ? rune : Rune.ReplacementChar;
}
