namespace Gimlet.Kustomize.Documents;

/// <summary>An object of the documents: a node until the first JSON patch, and a plain value from then on.</summary>
internal sealed class Resource(ResourceId id, Node node)
{
    private Dictionary<string, object?>? _value;

    /// <summary>What the object was when it was read.</summary>
    public ResourceId Id => id;

    /// <summary>What the object is now.</summary>
    public ResourceId CurrentId => _value is null ? id : ResourceId.Of(_value);

    /// <summary>The object while it is merged; null once a patch deleted it.</summary>
    public Node? Node { get; set; } = node;

    /// <summary>Changes the object as a value.</summary>
    public void Change(Func<Dictionary<string, object?>, Dictionary<string, object?>> change)
    {
        _value ??= (Dictionary<string, object?>)PlainValue.Of(Node!)!;
        Annotations.EnsureMap(_value);
        _value = change(_value);
        Annotations.Normalize(_value);
    }

    /// <summary>Labels or annotations as they are now.</summary>
    public Dictionary<string, string> Metadata(string field)
    {
        if (_value is null)
        {
            var fields = Node!.Fields.GetValueOrDefault("metadata")?.Fields.GetValueOrDefault(field)?.Fields;
            return fields?.ToDictionary(pair => pair.Key, pair => pair.Value.Text, StringComparer.Ordinal) ?? [];
        }

        var metadata = _value.GetValueOrDefault("metadata") as Dictionary<string, object?>;
        var values = metadata?.GetValueOrDefault(field) as Dictionary<string, object?>;
        return values?.ToDictionary(pair => pair.Key, pair => PlainValue.Text(pair.Value), StringComparer.Ordinal)
            ?? [];
    }

    /// <summary>The object as it is written.</summary>
    public Dictionary<string, object?> Finish()
    {
        if (_value is null)
        {
            Annotations.Normalize(Node!);
            _value = (Dictionary<string, object?>)PlainValue.Of(Node!)!;
        }

        return _value;
    }
}
