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
    public static object? Read(string text) => new JsonReader(text).Read();

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
        if (isKept && !text.AsSpan().ContainsAnyInRange('\x7F', '\x9F') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
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
