using Gimlet.GoYaml.Json;
using Gimlet.GoYaml.Reading;

namespace Gimlet.GoYaml;

/// <summary>
/// Reads YAML into plain values: <see cref="Dictionary{TKey, TValue}"/> of string and value, list of values,
/// <see cref="string"/>, <see cref="bool"/>, <see cref="double"/>, <see cref="long"/>, <see cref="ulong"/> and null. A
/// byte that is no UTF-8, from <c>!!binary</c>, becomes U+FFFD.
/// </summary>
public static class YamlReader
{
    /// <summary>
    /// Reads the first document, as Go's <c>Unmarshal</c> does: what follows it is not looked at. A text without one
    /// is null.
    /// </summary>
    /// <exception cref="YamlException">The text is no YAML, or not within the limits.</exception>
    public static object? Read(string text, YamlReadOptions? options = null)
    {
        var used = options ?? YamlReadOptions.Default;
        return ReadDocuments(text, used).FirstOrDefault();
    }

    /// <summary>Reads all documents of a stream; an empty document is null.</summary>
    /// <exception cref="YamlException">The text is no YAML, or not within the limits.</exception>
    public static IReadOnlyList<object?> ReadAll(string text, YamlReadOptions? options = null) =>
        [.. ReadDocuments(text, options ?? YamlReadOptions.Default)];

    private static IEnumerable<object?> ReadDocuments(string text, YamlReadOptions options)
    {
        var parser = new Parser(text, options);
        while (parser.ReadDocument() is { } document)
        {
            yield return new Decoder(options).Read(document);
        }
    }

    /// <summary>
    /// Reads the first document as sigs.k8s.io/yaml reads one into a <c>map[string]interface {}</c>; without a document
    /// the map is empty.
    /// </summary>
    /// <exception cref="YamlException">The text is no YAML, or its document is no map; in the words of Go.</exception>
    public static IReadOnlyDictionary<string, object?> ReadMap(string text) => ReadByJson(text) switch
    {
        null => new Dictionary<string, object?>(StringComparer.Ordinal),
        Dictionary<string, object?> map => map,
        var other => throw CannotUnmarshal(other, "map[string]interface {}"),
    };

    /// <summary>
    /// Reads the first document as sigs.k8s.io/yaml reads one into a <c>[]interface {}</c>; without a document the list
    /// is empty.
    /// </summary>
    /// <exception cref="YamlException">The text is no YAML, or its document is no list; in the words of Go.</exception>
    public static IReadOnlyList<object?> ReadList(string text) => ReadByJson(text) switch
    {
        null => new List<object?>(),
        List<object?> list => list,
        var other => throw CannotUnmarshal(other, "[]interface {}"),
    };

    private static object? ReadByJson(string text)
    {
        try
        {
            return Read(text);
        }
        catch (YamlException exception) when (exception is not YamlLimitException)
        {
            throw new YamlException($"error converting YAML to JSON: {exception.Message}");
        }
    }

    private static YamlException CannotUnmarshal(object value, string type) => new(
        $"error unmarshaling JSON: while decoding JSON: {GoJson.CannotUnmarshal(value, type).Message}");
}
