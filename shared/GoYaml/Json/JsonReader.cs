using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gimlet.GoYaml.Json;

/// <summary>Reads JSON, and finds the same faults as encoding/json.</summary>
internal sealed partial class JsonReader(string text)
{
    private const int MaxDepth = 1000;

    private int _position;
    private int _depth;

    /// <summary>The first number that no double can hold.</summary>
    public string? HugeNumber { get; private set; }

    private char Current => _position < text.Length ? text[_position] : '\0';

    private bool IsAtEnd => _position == text.Length;

    public object? Read()
    {
        var value = ReadValue();
        SkipSpace();
        if (!IsAtEnd)
        {
            throw Unexpected("after top-level value");
        }

        return value;
    }

    private object? ReadValue()
    {
        SkipSpace();
        switch (Current)
        {
            case '{':
                return ReadObject();
            case '[':
                return ReadArray();
            case '"':
                return ReadText();
            case 't':
                return ReadWord("true", true);
            case 'f':
                return ReadWord("false", false);
            case 'n':
                return ReadWord("null", null);
            case '-' or (>= '0' and <= '9'):
                return ReadNumber();
            default:
                throw Unexpected("looking for beginning of value");
        }
    }

    private Dictionary<string, object?> ReadObject()
    {
        Open();
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (Current == '}')
        {
            Close();
            return map;
        }

        while (true)
        {
            SkipSpace();
            if (Current != '"')
            {
                throw Unexpected("looking for beginning of object key string");
            }

            var key = ReadText();
            SkipSpace();
            if (Current != ':')
            {
                throw Unexpected("after object key");
            }

            _position++;
            map[key] = ReadValue();
            if (EndsAt('}', "after object key:value pair"))
            {
                return map;
            }
        }
    }

    private List<object?> ReadArray()
    {
        Open();
        var list = new List<object?>();
        if (Current == ']')
        {
            Close();
            return list;
        }

        do
        {
            list.Add(ReadValue());
        }
        while (!EndsAt(']', "after array element"));

        return list;
    }

    private void Open()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new YamlLimitException("exceeded max depth");
        }

        _position++;
        SkipSpace();
    }

    private void Close()
    {
        _depth--;
        _position++;
    }

    private bool EndsAt(char bracket, string context)
    {
        SkipSpace();
        if (Current == bracket)
        {
            Close();
            return true;
        }

        if (Current != ',')
        {
            throw Unexpected(context);
        }

        _position++;
        return false;
    }

    private object? ReadWord(string word, object? value)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (Current != word[i])
            {
                throw Unexpected($"in literal {word} (expecting '{word[i]}')", mayHaveSpace: false);
            }

            _position++;
        }

        return value;
    }

    private double ReadNumber()
    {
        var start = _position;
        _position += Current == '-' ? 1 : 0;
        if (Current == '0')
        {
            _position++;
        }
        else
        {
            ReadDigits("in numeric literal");
        }

        if (Current == '.')
        {
            _position++;
            ReadDigits("after decimal point in numeric literal");
        }

        if (Current is 'e' or 'E')
        {
            _position++;
            _position += Current is '+' or '-' ? 1 : 0;
            ReadDigits("in exponent of numeric literal");
        }

        // Go checks the whole text before it looks at numbers.
        var digits = text[start.._position];
        var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        HugeNumber ??= double.IsFinite(number) ? null : digits;
        return number;
    }

    private void ReadDigits(string context)
    {
        if (!char.IsAsciiDigit(Current))
        {
            throw Unexpected(context, mayHaveSpace: false);
        }

        while (char.IsAsciiDigit(Current))
        {
            _position++;
        }
    }

    private void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\n' or '\r')
        {
            _position++;
        }
    }

    // At the end Go's scanner is given a space, which is then what it complains about, where it takes none.
    private YamlException Unexpected(string context, bool mayHaveSpace = true)
    {
        if (IsAtEnd && mayHaveSpace)
        {
            return new YamlException("unexpected end of JSON input");
        }

        // Go names the byte that it met, not the character.
        var first = IsAtEnd ? ' '
            : char.IsAscii(Current) ? Current
            : (char)Encoding.UTF8.GetBytes(text.Substring(_position, 1))[0];
        var shown = first switch
        {
            '\'' => @"\'",
            '\\' => @"\\",
            '\n' => @"\n",
            '\r' => @"\r",
            '\t' => @"\t",
            '\a' => @"\a",
            '\b' => @"\b",
            '\f' => @"\f",
            '\v' => @"\v",
            < ' ' or '\x7F' => $"\\x{(int)first:x2}",
            >= '\x80' and < '\u00A0' => $"\\u{(int)first:x4}",
            _ => first.ToString(),
        };
        return new YamlException($"invalid character '{shown}' {context}");
    }
}
