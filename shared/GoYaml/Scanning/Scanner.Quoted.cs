using System.Globalization;
using System.Text;
using static Gimlet.GoYaml.Scanning.Characters;

namespace Gimlet.GoYaml.Scanning;

internal sealed partial class Scanner
{
    private void ReadQuoted()
    {
        SaveKey();
        _isKeyAllowed = false;
        var start = _mark;
        var quote = Current;
        Skip();
        var value = new StringBuilder();
        var space = new FoldedSpace();
        while (true)
        {
            if (IsDocumentIndicator())
            {
                throw Error("found unexpected document indicator", start);
            }

            if (Current == End)
            {
                throw Error("found unexpected end of stream", start);
            }

            ReadQuotedWord(value, space, quote, start);
            if (Current == quote)
            {
                break;
            }

            while (IsBlank(Current) || IsBreak(Current))
            {
                if (IsBreak(Current))
                {
                    space.AddBreak(TakeBreak());
                }
                else
                {
                    space.AddBlank(Current);
                    Skip();
                }
            }

            space.WriteTo(value);
        }

        Skip();
        Add(new Token(TokenKind.Scalar, start, _mark, value.ToString()));
    }

    private void ReadQuotedWord(StringBuilder value, FoldedSpace space, char quote, Mark start)
    {
        while (!IsBlankOrEnd(Current))
        {
            if (Current == quote)
            {
                if (quote == '"' || At(1) != '\'')
                {
                    return;
                }

                value.Append('\'');
                Skip(2);
            }
            else if (quote == '"' && Current == '\\')
            {
                if (IsBreak(At(1)))
                {
                    Skip();
                    SkipBreak();
                    space.AddEscapedBreak();
                    return;
                }

                ReadEscape(value, start);
            }
            else
            {
                var from = _position;
                Skip();
                value.Append(_text, from, _position - from);
            }
        }
    }

    private void ReadEscape(StringBuilder value, Mark start)
    {
        var (text, digits) = At(1) switch
        {
            '0' => ("\0", 0),
            'a' => ("\a", 0),
            'b' => ("\b", 0),
            't' or '\t' => ("\t", 0),
            'n' => ("\n", 0),
            'v' => ("\v", 0),
            'f' => ("\f", 0),
            'r' => ("\r", 0),
            'e' => ("\e", 0),
            ' ' => (" ", 0),
            '"' => ("\"", 0),
            '\'' => ("'", 0),
            '\\' => ("\\", 0),
            'N' => ("\u0085", 0),
            '_' => ("\u00A0", 0),
            'L' => ("\u2028", 0),
            'P' => ("\u2029", 0),
            'x' => ("", 2),
            'u' => ("", 4),
            'U' => ("", 8),
            _ => throw Error("found unknown escape character", start),
        };
        Skip(2);
        value.Append(digits > 0 ? ReadCode(digits, start) : text);
    }

    private string ReadCode(int digits, Mark start)
    {
        var code = 0U;
        for (var i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit(Current))
            {
                throw Error("did not find expected hexdecimal number", start);
            }

            code = (code << 4) + uint.Parse([Current], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            Skip();
        }

        return Rune.TryCreate(code, out var rune)
            ? rune.ToString()
            : throw Error("found invalid Unicode character escape code", start);
    }
}
