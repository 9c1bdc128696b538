using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Gimlet.GoYaml.Json;
using Gimlet.GoYaml.Reading;

namespace Gimlet.GoYaml.Writing;

/// <summary>Writes values and decides on the style of each scalar.</summary>
internal sealed partial class ValueWriter(Emitter emitter, YamlWriteOptions options)
{
    private const int Indentation = 2;

    // In UTF-8; a longer key is written behind a question mark.
    private const int LongestSimpleKey = 128;

    private bool IsJson => options.Dialect == YamlDialect.V2;

    public void WriteDocument(object? value)
    {
        Write(value, indent: -1, depth: 0, isInMapping: false);
        emitter.WriteIndent(0);
    }

    private void Write(object? value, int indent, int depth, bool isInMapping)
    {
        switch (value)
        {
            case string text:
                WriteText(IsJson ? GoJson.PassThroughYaml(text, isKey: false) : text, indent, isKey: false);
                break;
            case IJsonConvertible convertible:
                Write(convertible.ToJson(), indent, depth, isInMapping);
                break;
            case NilMap or NilList when IsJson:
                Write(null, indent, depth, isInMapping);
                break;
            case IReadOnlyDictionary<string, object?> map:
                WriteMap(map, indent, depth + 1);
                break;
            case IReadOnlyList<object?> list:
                WriteList(list, indent, depth + 1, isInMapping);
                break;
            default:
                emitter.WritePlain(Describe(value), indent + Indentation, mayFold: false);
                break;
        }
    }

    private void WriteMap(IReadOnlyDictionary<string, object?> map, int outer, int depth)
    {
        CheckDepth(depth);
        if (map.Count == 0)
        {
            emitter.WriteIndicator("{");
            emitter.WriteIndicator("}", needsSpace: false);
            return;
        }

        var indent = outer < 0 ? 0 : outer + Indentation;
        foreach (var (key, value) in KeyOrder.Sort(map, options.Dialect))
        {
            emitter.WriteIndent(indent);
            var text = IsJson ? GoJson.PassThroughYaml(key, isKey: true) : key;
            if (IsSimpleKey(text))
            {
                WriteText(text, indent, isKey: true);
                emitter.WriteIndicator(":", needsSpace: false);
            }
            else
            {
                emitter.WriteIndicator("?", isIndentation: true);
                WriteText(text, indent, isKey: false);
                emitter.WriteIndent(indent);
                emitter.WriteIndicator(":", isIndentation: true);
            }

            Write(value, indent, depth, isInMapping: true);
        }
    }

    private void WriteList(IReadOnlyList<object?> list, int outer, int depth, bool isInMapping)
    {
        CheckDepth(depth);
        if (list.Count == 0)
        {
            emitter.WriteIndicator("[");
            emitter.WriteIndicator("]", needsSpace: false);
            return;
        }

        // In v2 a list is no deeper than the key that it is the value of.
        var isIndentless = options.Dialect == YamlDialect.V2 && isInMapping && !emitter.IsIndentation;
        var indent = outer < 0 ? 0 : isIndentless ? outer : outer + Indentation;
        foreach (var item in list)
        {
            emitter.WriteIndent(indent);
            emitter.WriteIndicator("-", isIndentation: true);
            Write(item, indent, depth, isInMapping: false);
        }
    }

    private void WriteText(string text, int outer, bool isKey)
    {
        var indent = Math.Max(outer, 0) + Indentation;
        if (!IsJson && text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !IsUnicode(text))
        {
            WriteBinary(text, indent);
            return;
        }

        var traits = ScalarTraits.Of(text, options.Dialect);
        if (text.Contains('\n', StringComparison.Ordinal) && !isKey && traits.MayBeBlock)
        {
            emitter.WriteLiteral(text, indent);
        }
        else if (text.Contains('\n', StringComparison.Ordinal) || !MayBePlain(text) || (isKey && traits.IsMultiline))
        {
            emitter.WriteDoubleQuoted(text, indent, mayFold: !isKey);
        }
        else if (traits.MayBePlain)
        {
            emitter.WritePlain(text, indent, mayFold: !isKey);
        }
        else if (traits.MayBeSingleQuoted)
        {
            emitter.WriteSingleQuoted(text, indent, mayFold: !isKey);
        }
        else
        {
            emitter.WriteDoubleQuoted(text, indent, mayFold: !isKey);
        }
    }

    private bool MayBePlain(string text) => ScalarResolver.IsText(text, options.Dialect)
        && !Base60().IsMatch(text)
        && !(options.Dialect == YamlDialect.V3 && ScalarResolver.IsOldBool(text));

    private bool IsSimpleKey(string key) => Encoding.UTF8.GetByteCount(key) <= LongestSimpleKey
        && !ScalarTraits.Of(key, options.Dialect).IsMultiline;

    private void WriteBinary(string text, int indent)
    {
        const int lineLength = 70;
        var digits = Convert.ToBase64String(ToBytes(text));
        emitter.WriteTag(Tags.Binary);
        if (digits.Length < lineLength)
        {
            emitter.WritePlain(digits, indent, mayFold: false);
            return;
        }

        var lines = digits.Chunk(lineLength).Select(static line => new string(line) + "\n");
        emitter.WriteLiteral(string.Concat(lines), indent);
    }

    private static byte[] ToBytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= '\uDC80' and <= '\uDCFF')
            {
                bytes.Add((byte)(text[i] - 0xDC00));
                continue;
            }

            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
            i += length - 1;
        }

        return [.. bytes];
    }

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private string Describe(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        double number => Describe(number),
        float number => Describe(number),
        nint or long or int or short or sbyte or ulong or byte or uint or ushort or nuint =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new YamlException($"json: unsupported type: {value.GetType().Name}"),
    };

    private string Describe(double number)
    {
        if (!IsJson)
        {
            return number switch
            {
                double.PositiveInfinity => ".inf",
                double.NegativeInfinity => "-.inf",
                double.NaN => ".nan",
                _ => GoNumber.General(number),
            };
        }

        // A float goes through JSON, from which it comes back as an integer where it is one.
        var text = GoJson.Number(number);
        return ScalarResolver.Resolve("", text, YamlDialect.V2).Value switch
        {
            double read => GoNumber.General(read),
            var read => Describe(read),
        };
    }

    private void CheckDepth(int depth)
    {
        if (depth > options.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new YamlLimitException($"the value is nested deeper than {options.MaxDepth}");
        }
    }

    // YAML 1.1 reads 1:30 as a number of minutes; go-yaml does not, and protects those who do.
    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Base60();
}
