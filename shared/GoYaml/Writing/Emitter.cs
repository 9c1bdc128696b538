using System.Text;
using static Gimlet.GoYaml.Scanning.Characters;

namespace Gimlet.GoYaml.Writing;

/// <summary>
/// Writes the characters of YAML and knows where in the line it is. The rules are those of libyaml's emitter; columns
/// count characters.
/// </summary>
internal sealed partial class Emitter(YamlWriteOptions options)
{
    private readonly StringBuilder _text = new();
    private int _column;

    // Whether the last thing written was space, and whether the line so far is nothing but indentation.
    private bool _isAfterSpace = true;
    private bool _isIndentation = true;

    public bool IsIndentation => _isIndentation;

    /// <summary>Goes to a column: on this line, if nothing is written on it up to there, or else on the next.</summary>
    public void WriteIndent(int indent)
    {
        if (!_isIndentation || _column > indent || (_column == indent && !_isAfterSpace))
        {
            WriteBreak();
        }

        _text.Append(' ', Math.Max(indent - _column, 0));
        _column = Math.Max(indent, _column);
        (_isAfterSpace, _isIndentation) = (true, true);
    }

    public void WriteIndicator(string indicator, bool needsSpace = true, bool isIndentation = false)
    {
        if (needsSpace && !_isAfterSpace)
        {
            Write(' ');
        }

        _text.Append(indicator);
        _column += indicator.Length;
        _isAfterSpace = false;
        _isIndentation = _isIndentation && isIndentation;
    }

    public override string ToString() => _text.ToString();

    private void Write(char unit)
    {
        CheckLength();
        _text.Append(unit);
        _column++;
    }

    /// <summary>Writes the character at an index and returns the index of the next one.</summary>
    private int Write(string value, int index)
    {
        var length = char.IsSurrogatePair(value, index) ? 2 : 1;
        CheckLength();
        _text.Append(value, index, length);
        _column++;
        return index + length;
    }

    private void WriteBreak(char unit = '\n')
    {
        _text.Append(unit);
        _column = 0;
        _isIndentation |= options.Dialect == YamlDialect.V3;
    }

    private void CheckLength()
    {
        if (_text.Length >= options.MaxLength)
        {
            throw new YamlLimitException($"the text would be longer than {options.MaxLength} characters");
        }
    }

    private static bool IsSpaceAt(string value, int index) => index < value.Length && value[index] == ' ';
}
