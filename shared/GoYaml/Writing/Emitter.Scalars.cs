using System.Globalization;
using System.Text;
using static Gimlet.GoYaml.Scanning.Characters;

namespace Gimlet.GoYaml.Writing;

internal sealed partial class Emitter
{
    // go-yaml v2 breaks long lines at the first space beyond this column; v3 never does.
    private const int FoldingColumn = 80;

    public void WritePlain(string value, int indent, bool mayFold)
    {
        if (!_isAfterSpace)
        {
            Write(' ');
        }

        WriteFolded(value, indent, mayFold, isQuoted: false);
        (_isAfterSpace, _isIndentation) = (false, false);
    }

    public void WriteSingleQuoted(string value, int indent, bool mayFold)
    {
        WriteIndicator("'");
        WriteFolded(value, indent, mayFold, isQuoted: true);
        WriteIndicator("'", needsSpace: false);
        (_isAfterSpace, _isIndentation) = (false, false);
    }

    public void WriteDoubleQuoted(string value, int indent, bool mayFold)
    {
        // libyaml looks for a byte order mark at the start only, but for every character.
        var isAllEscaped = value.StartsWith('\uFEFF');
        WriteIndicator("\"");
        var wasSpace = false;
        for (var i = 0; i < value.Length;)
        {
            var unit = value[i];
            if (isAllEscaped || !IsPrintable(unit) || IsBreak(unit) || unit is '"' or '\\')
            {
                i += WriteEscape(value, i);
                wasSpace = false;
                continue;
            }

            if (unit == ' ' && mayFold && !wasSpace && IsLineFull() && i > 0 && i < value.Length - 1)
            {
                WriteIndent(indent);
                if (IsSpaceAt(value, i + 1))
                {
                    Write('\\');
                }

                i++;
            }
            else
            {
                i = Write(value, i);
            }

            wasSpace = unit == ' ';
        }

        WriteIndicator("\"", needsSpace: false);
        (_isAfterSpace, _isIndentation) = (false, false);
    }

    /// <summary>Writes <c>|</c> and the lines of a value below it.</summary>
    public void WriteLiteral(string value, int indent)
    {
        var last = value.Length - 1;
        var hint = value[0] == ' ' || IsBreak(value[0]) ? "2" : "";
        var chomping = !IsBreak(value[last]) ? "-" : last == 0 || IsBreak(value[last - 1]) ? "+" : "";
        WriteIndicator($"|{hint}{chomping}");
        WriteBreak();
        (_isAfterSpace, _isIndentation) = (true, true);
        var wasBreak = true;
        for (var i = 0; i < value.Length;)
        {
            if (IsBreak(value[i]))
            {
                WriteBreak(value[i++]);
                _isIndentation = true;
                wasBreak = true;
                continue;
            }

            if (wasBreak)
            {
                WriteIndent(indent);
            }

            i = Write(value, i);
            _isIndentation = false;
            wasBreak = false;
        }
    }

    /// <summary>Writes a tag such as <c>!!binary</c>.</summary>
    public void WriteTag(string tag)
    {
        WriteIndicator(tag);
        _isIndentation = false;
    }

    private bool IsLineFull() => options.Dialect == YamlDialect.V2 && _column > FoldingColumn;

    private void WriteFolded(string value, int indent, bool mayFold, bool isQuoted)
    {
        var (wasSpace, wasBreak) = (false, false);
        for (var i = 0; i < value.Length;)
        {
            var unit = value[i];
            if (unit == ' ')
            {
                var isEdge = isQuoted && (i == 0 || i == value.Length - 1);
                if (mayFold && !wasSpace && IsLineFull() && !isEdge && !IsSpaceAt(value, i + 1))
                {
                    WriteIndent(indent);
                    i++;
                }
                else
                {
                    i = Write(value, i);
                }

                wasSpace = true;
            }
            else if (IsBreak(unit))
            {
                if (!wasBreak && unit == '\n')
                {
                    WriteBreak();
                }

                WriteBreak(unit);
                i++;
                _isIndentation = true;
                wasBreak = true;
            }
            else
            {
                if (wasBreak)
                {
                    WriteIndent(indent);
                }

                if (isQuoted && unit == '\'')
                {
                    Write('\'');
                }

                i = Write(value, i);
                _isIndentation = false;
                (wasSpace, wasBreak) = (false, false);
            }
        }
    }

    private int WriteEscape(string value, int index)
    {
        Rune.DecodeFromUtf16(value.AsSpan(index), out var rune, out var length);
        var escape = rune.Value switch
        {
            0x00 => "0",
            0x07 => "a",
            0x08 => "b",
            0x09 => "t",
            0x0A => "n",
            0x0B => "v",
            0x0C => "f",
            0x0D => "r",
            0x1B => "e",
            0x22 => "\"",
            0x5C => "\\",
            0x85 => "N",
            0xA0 => "_",
            0x2028 => "L",
            0x2029 => "P",
            <= 0xFF => Hexadecimal('x', rune, 2),
            <= 0xFFFF => Hexadecimal('u', rune, 4),
            _ => Hexadecimal('U', rune, 8),
        };
        CheckLength();
        _text.Append('\\').Append(escape);
        _column += escape.Length + 1;
        return length;
    }

    private static string Hexadecimal(char letter, Rune rune, int digits) =>
        letter + rune.Value.ToString($"X{digits}", CultureInfo.InvariantCulture);
}
