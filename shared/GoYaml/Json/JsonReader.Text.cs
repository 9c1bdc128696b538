using System.Globalization;
using System.Text;

namespace Gimlet.GoYaml.Json;

internal sealed partial class JsonReader
{
    private string ReadText()
    {
        _position++;
        var result = new StringBuilder();
        while (true)
        {
            var unit = Current;
            if (IsAtEnd || unit < ' ')
            {
                throw Unexpected("in string literal");
            }

            if (unit == '"')
            {
                _position++;
                return Whole(result);
            }

            if (unit == '\\')
            {
                result.Append(ReadEscape());
            }
            else
            {
                result.Append(unit);
                _position++;
            }
        }
    }

    private char ReadEscape()
    {
        _position++;
        var unit = Current;
        char? simple = unit switch
        {
            '"' or '\\' or '/' => unit,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => null,
            _ => throw Unexpected("in string escape code", mayHaveSpace: false),
        };
        _position++;
        return simple ?? ReadCode();
    }

    private char ReadCode()
    {
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            if (!char.IsAsciiHexDigit(Current))
            {
                throw Unexpected(@"in \u hexadecimal character escape", mayHaveSpace: false);
            }

            code = (code << 4) + int.Parse([Current], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            _position++;
        }

        return (char)code;
    }

    // What is no Unicode, halves of pairs and bytes alike, is replaced.
    private static string Whole(StringBuilder units)
    {
        var result = units.ToString();
        if (!result.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return result;
        }

        units.Clear();
        foreach (var rune in result.EnumerateRunes())
        {
            units.Append(rune.ToString());
        }

        return units.ToString();
    }
}
