using System.Text.Json;

namespace Gimlet.Manifests.Reading;

/// <summary>Turns JSON into nodes, within the same limits as YAML.</summary>
internal sealed class JsonComposer
{
    private int _nodes;

    public static DocumentNode Compose(JsonElement element)
    {
        return new JsonComposer().Compose(element, FieldPath.Top, depth: 0);
    }

    private DocumentNode Compose(JsonElement element, FieldPath path, int depth)
    {
        if (depth > ReadLimits.Depth)
        {
            throw path.Error($"is nested more than {ReadLimits.Depth} levels deep");
        }

        if (++_nodes > ReadLimits.Nodes)
        {
            throw path.Error($"the document has more than {ReadLimits.Nodes} values");
        }

        return element.ValueKind switch
        {
            JsonValueKind.Object => Mapping(element, path, depth),
            JsonValueKind.Array => new SequenceNode(
                null,
                [.. element.EnumerateArray().Select((item, index) => Compose(item, path.Index(index), depth + 1))]),
            JsonValueKind.String => new ScalarNode(null, ScalarKind.Text, Text(element.GetString, path)),
            JsonValueKind.Number => new ScalarNode(null, ScalarKind.Number, element.GetRawText()),
            JsonValueKind.True => new ScalarNode(null, ScalarKind.Boolean, "true"),
            JsonValueKind.False => new ScalarNode(null, ScalarKind.Boolean, "false"),
            _ => new ScalarNode(null, ScalarKind.Null, "null"),
        };
    }

    private MappingNode Mapping(JsonElement element, FieldPath path, int depth)
    {
        var entries = new List<Entry>();
        var keys = new HashSet<string>();
        foreach (var property in element.EnumerateObject())
        {
            var key = Text(() => property.Name, path);
            if (!keys.Add(key))
            {
                throw path.Key(key).Error("is set twice");
            }

            entries.Add(new Entry(key, null, Compose(property.Value, path.Key(key), depth + 1)));
        }

        return new MappingNode(null, entries);
    }

    private static string Text(Func<string?> read, FieldPath path)
    {
        try
        {
            return read()!;
        }
        catch (InvalidOperationException e)
        {
            throw path.Error("holds half of a surrogate pair, which is no character", cause: e);
        }
    }
}
