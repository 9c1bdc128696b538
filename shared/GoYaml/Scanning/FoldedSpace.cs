using System.Text;

namespace Gimlet.GoYaml.Scanning;

/// <summary>
/// The space between two words of a scalar, which is written before the second one: blanks as they are, one line break
/// as a space, more of them without the first.
/// </summary>
internal sealed class FoldedSpace
{
    private readonly StringBuilder _blanks = new();
    private readonly StringBuilder _breaks = new();
    private char _first;

    public bool HasBreaks { get; private set; }

    public void AddBlank(char unit)
    {
        if (!HasBreaks)
        {
            _blanks.Append(unit);
        }
    }

    public void AddBreak(char unit)
    {
        if (!HasBreaks)
        {
            HasBreaks = true;
            _blanks.Clear();
            _first = unit;
            return;
        }

        _breaks.Append(unit);
    }

    /// <summary>Notes a break that is escaped, and so leaves nothing behind.</summary>
    public void AddEscapedBreak()
    {
        HasBreaks = true;
        _first = Characters.End;
    }

    public void WriteTo(StringBuilder value)
    {
        if (HasBreaks)
        {
            if (_first == '\n')
            {
                value.Append(_breaks.Length == 0 ? " " : "");
            }
            else if (_first != Characters.End)
            {
                value.Append(_first);
            }

            value.Append(_breaks);
        }
        else
        {
            value.Append(_blanks);
        }

        _blanks.Clear();
        _breaks.Clear();
        HasBreaks = false;
    }
}
