namespace Gimlet.Manifests.Reading;

/// <summary>Reads the known fields of one mapping and refuses everything else.</summary>
internal sealed class FieldReader
{
    private readonly MappingNode _node;
    private readonly FieldPath _path;

    public FieldReader(DocumentNode node, FieldPath path, params ReadOnlySpan<string> known)
    {
        _node = node as MappingNode ?? throw path.Error($"must be a mapping, not {node.Description}", node.Position);
        _path = path;
        foreach (var entry in _node.Entries)
        {
            if (!known.Contains(entry.Key))
            {
                throw path.Key(entry.Key).Error(
                    $"is an unknown field; known are {string.Join(", ", known)}",
                    entry.Position);
            }
        }
    }

    /// <summary>The field's value, or null where it is absent or null: both are written for "not set".</summary>
    public DocumentNode? Optional(string field)
    {
        var value = _node.Entries.FirstOrDefault(entry => entry.Key == field)?.Value;
        return value is ScalarNode { Kind: ScalarKind.Null } ? null : value;
    }

    public DocumentNode Required(string field)
    {
        return Optional(field) ?? throw Missing(field);
    }

    /// <summary>Text that is not empty, or null; clients write both for "not set".</summary>
    public string? Text(string field, TextForm form = TextForm.Quoted)
    {
        return OptionalText(field, form) is { Length: > 0 } text ? text : null;
    }

    /// <summary>Text, or null where it is absent; for fields in which empty text has a meaning.</summary>
    public string? OptionalText(string field, TextForm form = TextForm.Quoted)
    {
        return Optional(field) is { } value ? Text(value, _path.Key(field), form) : null;
    }

    public string RequiredText(string field, TextForm form = TextForm.Quoted)
    {
        return Text(field, form) ?? throw Missing(field);
    }

    /// <summary>The items of a list, or null where it is absent.</summary>
    public IReadOnlyList<T>? List<T>(string field, Func<DocumentNode, FieldPath, T> read)
    {
        var path = _path.Key(field);
        return Optional(field) switch
        {
            null => null,
            SequenceNode list => [.. list.Items.Select((item, index) => read(item, path.Index(index)))],
            var other => throw path.Error($"must be a list, not {other.Description}", other.Position),
        };
    }

    public T? Mapping<T>(string field, Func<DocumentNode, FieldPath, T> read)
        where T : class
    {
        return Optional(field) is { } value ? read(value, _path.Key(field)) : null;
    }

    /// <summary>An error about the value of a field.</summary>
    public ManifestException Error(string field, string problem)
    {
        return _path.Key(field).Error(problem, Optional(field)?.Position);
    }

    public static string Text(DocumentNode node, FieldPath path, TextForm form = TextForm.Quoted)
    {
        return node switch
        {
            ScalarNode { IsBareTag: true } tag when form == TextForm.Pattern => tag.Value,
            ScalarNode { Kind: ScalarKind.Text, IsBareTag: false } text => text.Value,
            ScalarNode { Kind: ScalarKind.Number } number when form == TextForm.Version => number.Source,
            ScalarNode => throw path.Error($"must be text, not {node.Description}; put it in quotes", node.Position),
            _ => throw path.Error($"must be text, not {node.Description}", node.Position),
        };
    }

    private ManifestException Missing(string field)
    {
        return _path.Key(field).Error("is missing or empty", _node.Position);
    }
}

/// <summary>What besides text a text field accepts.</summary>
internal enum TextForm
{
    /// <summary>Nothing: numbers and booleans need quotes.</summary>
    Quoted,

    /// <summary>A negated pattern without quotes, which YAML reads as a tag.</summary>
    Pattern,

    /// <summary>A version that looks like a number.</summary>
    Version,
}
