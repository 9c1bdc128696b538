using System.Text;

namespace Gimlet.GoYaml.Json;

/// <summary>JSON as Go's encoding/json reads and writes it, of the same plain values as YAML.</summary>
public static class GoJson
{
    /// <summary>Writes a value, its keys sorted by their bytes.</summary>
    /// <exception cref="YamlException">The value cannot be written, or not within the limits.</exception>
    public static string Write(object? value, GoJsonOptions? options = null)
    {
        var writer = new JsonWriter(options ?? GoJsonOptions.Default);
        writer.Write(value);
        return writer.ToString();
    }

    /// <summary>Reads a text into maps, lists, strings, booleans, doubles and null.</summary>
    /// <exception cref="YamlException">The text is no JSON; the message is that of encoding/json.</exception>
    public static object? Read(string text) => Read(text, static value => value);

    /// <summary>Reads a text that is a map; of null it is <see cref="NilMap"/>.</summary>
    /// <exception cref="YamlException">The text is no JSON or no map; the message is that of encoding/json.</exception>
    public static IReadOnlyDictionary<string, object?> ReadMap(string text) =>
        Read<IReadOnlyDictionary<string, object?>>(text, static value => value switch
        {
            null => NilMap.Instance,
            Dictionary<string, object?> map => map,
            _ => throw CannotUnmarshal(value, "map[string]interface {}"),
        });

    /// <summary>Reads a text that is a list; of null it is <see cref="NilList"/>.</summary>
    /// <exception cref="YamlException">The text is no JSON or no list, in the words of encoding/json.</exception>
    public static IReadOnlyList<object?> ReadList(string text) =>
        Read<IReadOnlyList<object?>>(text, static value => value switch
        {
            null => NilList.Instance,
            List<object?> list => list,
            _ => throw CannotUnmarshal(value, "[]interface {}"),
        });

    private static T Read<T>(string text, Func<object?, T> convert)
    {
        var reader = new JsonReader(text);
        var value = convert(reader.Read());
        return reader.HugeNumber is null
            ? value
            : throw new YamlException(
                $"json: cannot unmarshal number {reader.HugeNumber} into Go value of type float64");
    }

    internal static YamlException CannotUnmarshal(object value, string type)
    {
        var kind = value switch
        {
            string => "string",
            bool => "bool",
            IReadOnlyDictionary<string, object?> => "object",
            IReadOnlyList<object?> => "array",
            _ => "number",
        };
        return new YamlException($"json: cannot unmarshal {kind} into Go value of type {type}");
    }

    /// <summary>A number as encoding/json writes it.</summary>
    /// <exception cref="YamlException">It is infinite or no number.</exception>
    internal static string Number(double number) => double.IsFinite(number)
        ? GoNumber.Json(number)
        : throw new YamlException($"json: unsupported value: {GoNumber.General(number)}");

    /// <summary>
    /// A string after it was written as JSON and read as YAML, which is how sigs.k8s.io/yaml writes YAML. Nearly all
    /// strings stay as they are; characters that YAML does not read are an error.
    /// </summary>
    internal static string PassThroughYaml(string text, bool isKey)
    {
        const int longestKey = 1024;
        var isKept = !isKey || text.Length * "\\u0000".Length <= longestKey - 2;
        if (isKept && !text.AsSpan().ContainsAnyInRange('\x7F', '\x9F')
            && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            && !text.AsSpan().ContainsAny('\uFFFE', '\uFFFF'))
        {
            return text;
        }

        var json = Write(text);
        return isKey
            ? ((IReadOnlyDictionary<string, object?>)YamlReader.Read($"{{{json}:1}}")!).Keys.Single()
            : (string)YamlReader.Read(json)!;
    }
}
