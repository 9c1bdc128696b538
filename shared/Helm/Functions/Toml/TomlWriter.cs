using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Gimlet.GoYaml;
using Gimlet.Templating;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Functions.Toml;

/// <summary>
/// Writes TOML as BurntSushi/toml does, by which Helm does: sorted keys, values before tables, each table indented by
/// its depth. Tomlyn's writer has another layout and other rules for inline tables, so this one is our own.
/// </summary>
internal sealed class TomlWriter
{
    private const int MaxDepth = 1000;
    private const int MaxLength = 16 * 1024 * 1024;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <returns>The text, or the error where the value cannot be written, as Helm has it.</returns>
    /// <exception cref="FunctionException">The value exceeds a limit.</exception>
    public static string Write(object? value)
    {
        var writer = new TomlWriter();
        try
        {
            if (value is IReadOnlyDictionary<string, object?> map)
            {
                writer.WriteTable([], map);
            }
            else if (IsTable(value))
            {
                throw new TomlException("toml: top-level values must be Go maps or structs");
            }
            else
            {
                writer.WriteValue(value);
            }

            return writer._text.ToString();
        }
        catch (TomlException exception)
        {
            return exception.Message;
        }
    }

    private void WriteTable(string[] path, IReadOnlyDictionary<string, object?> table)
    {
        Enter();
        foreach (var (key, value) in Sorted(table).Where(static entry => !IsTable(entry.Value)))
        {
            if (value is not null)
            {
                WriteKey(key, path.Length);
                WriteValue(value);
                WriteLine();
            }
        }

        foreach (var (key, value) in Sorted(table).Where(static entry => IsTable(entry.Value)))
        {
            WriteSubtable([.. path, key], value!);
        }

        _depth--;
    }

    private void WriteSubtable(string[] path, object value)
    {
        var name = string.Join('.', path.Select(Quote));
        var indent = new string(' ', (path.Length - 1) * 2);
        if (value is IReadOnlyDictionary<string, object?> table)
        {
            if (path.Length == 1)
            {
                WriteLine();
            }

            Append($"{indent}[{name}]");
            WriteLine();
            WriteTable(path, table);
            return;
        }

        foreach (var item in (IReadOnlyList<object?>)value)
        {
            WriteLine();
            Append($"{indent}[[{name}]]");
            WriteLine();
            WriteTable(path, (IReadOnlyDictionary<string, object?>)item!);
        }
    }

    private void WriteKey(string key, int depth) => Append($"{new string(' ', depth * 2)}{Quote(key)} = ");

    private void WriteValue(object? value)
    {
        Enter();
        switch (value)
        {
            case string text:
                Append($"\"{Escape(text)}\"");
                break;
            case bool truth:
                Append(truth ? "true" : "false");
                break;
            case double or float:
                Append(Describe(Convert.ToDouble(value, CultureInfo.InvariantCulture)));
                break;
            case IReadOnlyDictionary<string, object?> map:
                WriteInline(map);
                break;
            case IReadOnlyList<object?> list:
                WriteArray(list);
                break;
            case IFormattable number and not Enum:
                Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                throw new TomlException($"unexpected type: {value?.GetType().Name ?? "<nil>"}");
        }

        _depth--;
    }

    private void WriteArray(IReadOnlyList<object?> list)
    {
        RefuseNull(list);
        Append("[");
        for (var i = 0; i < list.Count; i++)
        {
            Append(i > 0 ? ", " : "");
            WriteValue(list[i]);
        }

        Append("]");
    }

    private void WriteInline(IReadOnlyDictionary<string, object?> map)
    {
        var direct = Sorted(map).Where(static entry => !IsTable(entry.Value)).ToList();
        var tables = Sorted(map).Where(static entry => IsTable(entry.Value)).ToList();
        Append("{");
        WriteEntries(direct, isFollowed: tables.Count > 0);
        WriteEntries(tables, isFollowed: false);
        Append("}");
    }

    private void WriteEntries(List<KeyValuePair<string, object?>> entries, bool isFollowed)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Value is { } value)
            {
                WriteKey(entries[i].Key, depth: 0);
                WriteValue(value);
                Append(isFollowed || i < entries.Count - 1 ? ", " : "");
            }
        }
    }

    // A list of nothing but tables is written as tables of one name.
    private static bool IsTable(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> => true,
        IReadOnlyList<object?> { Count: > 0 } list => IsListOfTables(list),
        _ => false,
    };

    private static bool IsListOfTables(IReadOnlyList<object?> list)
    {
        RefuseNull(list);
        return list.All(static item => item is IReadOnlyDictionary<string, object?>);
    }

    private static void RefuseNull(IReadOnlyList<object?> list)
    {
        if (list.Any(static item => item is null))
        {
            throw new TomlException("toml: cannot encode array with nil element");
        }
    }

    private static string Describe(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }

        var text = GoNumber.General(number);
        return text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }

    private static string Quote(string key) =>
        key.Length > 0 && key.All(static unit => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-')
            ? key
            : $"\"{Escape(key)}\"";

    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append(@"\\"),
                '\b' => result.Append(@"\b"),
                '\t' => result.Append(@"\t"),
                '\n' => result.Append(@"\n"),
                '\f' => result.Append(@"\f"),
                '\r' => result.Append(@"\r"),
                < ' ' or '\x7F' => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => result.Append(unit),
            };
        }

        return result.ToString();
    }

    private static IEnumerable<KeyValuePair<string, object?>> Sorted(IReadOnlyDictionary<string, object?> map) =>
        map.OrderBy(static entry => entry.Key, Comparer<string>.Create(GoString.Compare));

    private void Enter()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new FunctionException($"the value is nested deeper than {MaxDepth}");
        }
    }

    // Nothing is written before the first table, not even an empty line.
    private void WriteLine() => Append(_text.Length > 0 ? "\n" : "");

    private void Append(string text)
    {
        _text.Append(text);
        if (_text.Length > MaxLength)
        {
            throw new FunctionException($"the text would be longer than {MaxLength} characters");
        }
    }

    private sealed class TomlException(string message) : Exception(message);
}
