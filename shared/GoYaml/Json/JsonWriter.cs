using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gimlet.GoYaml.Json;

/// <summary>Writes values as encoding/json does.</summary>
internal sealed class JsonWriter(GoJsonOptions options)
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Write(object? value)
    {
        switch (value)
        {
            case null or NilMap or NilList:
                _text.Append("null");
                break;
            case string text:
                WriteText(text);
                break;
            case bool truth:
                _text.Append(truth ? "true" : "false");
                break;
            case double number:
                _text.Append(GoJson.Number(number));
                break;
            case float number:
                _text.Append(GoJson.Number(number));
                break;
            case IJsonConvertible convertible:
                Write(convertible.ToJson());
                break;
            case IReadOnlyDictionary<string, object?> map:
                WriteMap(map);
                break;
            case IReadOnlyList<object?> list:
                WriteList(list);
                break;
            case nint or long or int or short or sbyte or ulong or byte or uint or ushort or nuint:
                _text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                throw new YamlException($"json: unsupported type: {value.GetType().Name}");
        }

        if (_text.Length > options.MaxLength)
        {
            throw new YamlLimitException($"the text would be longer than {options.MaxLength} characters");
        }
    }

    public override string ToString() => _text.ToString();

    private void WriteMap(IReadOnlyDictionary<string, object?> map)
    {
        var entries = map.ToArray();
        Array.Sort(entries, static (left, right) => CompareBytes(left.Key, right.Key));
        Open('{');
        for (var i = 0; i < entries.Length; i++)
        {
            StartItem(isFirst: i == 0);
            WriteText(entries[i].Key);
            _text.Append(options.Indent.Length > 0 ? ": " : ":");
            Write(entries[i].Value);
        }

        Close('}', isEmpty: entries.Length == 0);
    }

    private void WriteList(IReadOnlyList<object?> list)
    {
        Open('[');
        for (var i = 0; i < list.Count; i++)
        {
            StartItem(isFirst: i == 0);
            Write(list[i]);
        }

        Close(']', isEmpty: list.Count == 0);
    }

    private void Open(char bracket)
    {
        _text.Append(bracket);
        if (++_depth > options.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new YamlLimitException($"the value is nested deeper than {options.MaxDepth}");
        }
    }

    private void StartItem(bool isFirst)
    {
        if (!isFirst)
        {
            _text.Append(',');
        }

        WriteLine();
    }

    private void Close(char bracket, bool isEmpty)
    {
        _depth--;
        if (!isEmpty)
        {
            WriteLine();
        }

        _text.Append(bracket);
    }

    private void WriteLine()
    {
        if (options.Indent.Length == 0)
        {
            return;
        }

        _text.Append('\n');
        for (var i = 0; i < _depth; i++)
        {
            _text.Append(options.Indent);
        }
    }

    private void WriteText(string text)
    {
        _text.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            _ = unit switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append("\\\\"),
                '\b' => _text.Append("\\b"),
                '\f' => _text.Append("\\f"),
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                '\t' => _text.Append("\\t"),
                '<' or '>' or '&' when options.EscapeHtml => WriteCode(unit),
                < ' ' or '\u2028' or '\u2029' => WriteCode(unit),
                _ when !char.IsSurrogate(unit) => _text.Append(unit),
                _ when i + 1 < text.Length && char.IsSurrogatePair(unit, text[i + 1]) =>
                    _text.Append(unit).Append(text[++i]),
                _ => WriteCode('\uFFFD'),
            };
        }

        _text.Append('"');
    }

    private StringBuilder WriteCode(char unit) =>
        _text.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));

    // Go's strings are UTF-8, whose order is that of code points.
    private static int CompareBytes(string left, string right)
    {
        var shared = left.AsSpan().CommonPrefixLength(right);
        return shared == left.Length || shared == right.Length
            ? left.Length - right.Length
            : Rank(left[shared]) - Rank(right[shared]);
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
