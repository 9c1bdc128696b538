using System.Text;
using static Gimlet.GoYaml.Scanning.Characters;

namespace Gimlet.GoYaml.Scanning;

internal sealed partial class Scanner
{
    private void ReadBlockScalar()
    {
        RemoveKey();
        _isKeyAllowed = true;
        var start = _mark;
        var isLiteral = Current == '|';
        Skip();
        var (chomping, increment) = ReadBlockHeader(start);
        var end = _mark;
        var indent = increment > 0 ? Math.Max(_indent, 0) + increment : 0;
        var (value, last, breaks) = (new StringBuilder(), "", new StringBuilder());
        var wasBlank = false;
        end = ReadIndentation(ref indent, breaks, start, end);
        while (_mark.Column == indent && Current != End)
        {
            var isBlank = IsBlank(Current);
            if (!isLiteral && !wasBlank && !isBlank && last == "\n")
            {
                last = breaks.Length == 0 ? " " : "";
            }

            value.Append(last).Append(breaks);
            breaks.Clear();
            wasBlank = isBlank;
            var from = _position;
            while (!IsBreakOrEnd(Current))
            {
                Skip();
            }

            value.Append(_text, from, _position - from);
            last = Current == End ? "" : TakeBreak().ToString();
            end = ReadIndentation(ref indent, breaks, start, end);
        }

        value.Append(chomping == '-' ? "" : last);
        if (chomping == '+')
        {
            value.Append(breaks);
        }

        Add(new Token(TokenKind.Scalar, start, end, value.ToString()));
    }

    private (char Chomping, int Increment) ReadBlockHeader(Mark start)
    {
        var (chomping, increment) = (End, 0);
        for (var i = 0; i < 2; i++)
        {
            if (chomping == End && Current is '+' or '-')
            {
                chomping = Current;
                Skip();
            }
            else if (increment == 0 && char.IsAsciiDigit(Current))
            {
                increment = Current - '0';
                if (increment == 0)
                {
                    throw Error("found an indentation indicator equal to 0", start);
                }

                Skip();
            }
        }

        SkipRestOfLine(start);
        return (chomping, increment);
    }

    private void SkipRestOfLine(Mark start)
    {
        while (IsBlank(Current))
        {
            Skip();
        }

        SkipComment();
        if (!IsBreakOrEnd(Current))
        {
            throw Error("did not find expected comment or line break", start);
        }

        if (Current != End)
        {
            SkipBreak();
        }
    }

    // The first line that is not empty says how far the scalar is indented, unless its header did.
    private Mark ReadIndentation(ref int indent, StringBuilder breaks, Mark start, Mark end)
    {
        end = _mark;
        var widest = 0;
        while (true)
        {
            while ((indent == 0 || _mark.Column < indent) && Current == ' ')
            {
                Skip();
            }

            widest = Math.Max(widest, _mark.Column);
            if ((indent == 0 || _mark.Column < indent) && Current == '\t')
            {
                throw Error("found a tab character where an indentation space is expected", start);
            }

            if (!IsBreak(Current))
            {
                break;
            }

            breaks.Append(TakeBreak());
            end = _mark;
        }

        indent = indent > 0 ? indent : Math.Max(Math.Max(widest, _indent + 1), 1);
        return end;
    }
}
