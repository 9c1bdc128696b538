using System.Text;
using static Gimlet.GoYaml.Scanning.Characters;

namespace Gimlet.GoYaml.Scanning;

internal sealed partial class Scanner
{
    private void ReadPlain()
    {
        SaveKey();
        _isKeyAllowed = false;
        var (start, end) = (_mark, _mark);
        var value = new StringBuilder();
        var space = new FoldedSpace();
        while (!IsDocumentIndicator() && Current != '#')
        {
            while (!IsBlankOrEnd(Current) && !EndsPlain())
            {
                space.WriteTo(value);
                var from = _position;
                Skip();
                value.Append(_text, from, _position - from);
                end = _mark;
            }

            if (!IsBlank(Current) && !IsBreak(Current))
            {
                break;
            }

            ReadSpace(space, start);
            if (_flowLevel == 0 && _mark.Column <= _indent)
            {
                break;
            }
        }

        Add(new Token(TokenKind.Scalar, start, end, value.ToString(), IsPlain: true));
        _isKeyAllowed |= space.HasBreaks;
    }

    private bool EndsPlain() => Current switch
    {
        ':' => IsBlankOrEnd(At(1)),
        ',' or '?' or '[' or ']' or '{' or '}' => _flowLevel > 0,
        _ => false,
    };

    private void ReadSpace(FoldedSpace space, Mark start)
    {
        while (IsBlank(Current) || IsBreak(Current))
        {
            if (IsBreak(Current))
            {
                space.AddBreak(TakeBreak());
                continue;
            }

            if (space.HasBreaks && _mark.Column <= _indent && Current == '\t')
            {
                throw Error("found a tab character that violates indentation", start);
            }

            space.AddBlank(Current);
            Skip();
        }
    }
}
