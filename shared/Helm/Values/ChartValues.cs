using Gimlet.GoYaml;
using Table = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm;

/// <summary>Values files, as <c>helm --values</c> reads them.</summary>
public static class ChartValues
{
    private const string Separator = "---";

    /// <summary>Reads the values of a file. Of several documents the later ones go over the earlier ones.</summary>
    /// <param name="yaml">The text.</param>
    /// <exception cref="ChartException">The text is no YAML, or a document is no map.</exception>
    public static Dictionary<string, object?> Read(string yaml)
    {
        var values = new Table(StringComparer.Ordinal);
        foreach (var document in SplitDocuments(yaml))
        {
            values = Merge(values, ReadDocument(document));
        }

        return values;
    }

    /// <summary>Merges values into new ones: maps are merged, else <paramref name="over"/> wins.</summary>
    public static Dictionary<string, object?> Merge(
        IReadOnlyDictionary<string, object?> values, IReadOnlyDictionary<string, object?> over)
    {
        var merged = new Table(values, StringComparer.Ordinal);
        foreach (var (key, value) in over)
        {
            merged[key] = value is IReadOnlyDictionary<string, object?> map
                && merged.GetValueOrDefault(key) is IReadOnlyDictionary<string, object?> below
                    ? Merge(below, map)
                    : value;
        }

        return merged;
    }

    private static Table ReadDocument(string yaml)
    {
        object? document;
        try
        {
            document = YamlReader.Read(yaml);
        }
        catch (YamlException exception)
        {
            throw new ChartException(
                $"cannot unmarshal yaml document: error converting YAML to JSON: {exception.Message}", exception);
        }

        return document switch
        {
            null => [],
            Table table => table,
            _ => throw new ChartException(
                "cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
                + $"{Charts.GoStruct.KindOf(document)} into Go value of type map[string]interface {{}}"),
        };
    }

    // A line of three dashes parts documents, whatever it is within: helm does not ask YAML.
    private static IEnumerable<string> SplitDocuments(string yaml)
    {
        var start = 0;
        var end = 0;
        while (end < yaml.Length)
        {
            var lineEnd = yaml.IndexOf('\n', end);
            var next = lineEnd < 0 ? yaml.Length : lineEnd + 1;
            if (IsSeparator(yaml.AsSpan(end, next - end)) && end > start)
            {
                yield return yaml[start..end];
                start = next;
            }

            end = next;
        }

        if (end > start)
        {
            yield return yaml[start..end];
        }
    }

    private static bool IsSeparator(ReadOnlySpan<char> line) =>
        line.StartsWith(Separator) && line[Separator.Length..].Trim() is [] or ['#', ..];
}
