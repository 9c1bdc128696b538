using System.Runtime.CompilerServices;
using Map = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Schemas;

/// <summary>The parts of a schema that have addresses: by <c>$id</c>, by anchor, by JSON pointer.</summary>
internal sealed class SchemaResources
{
    private const string DocumentAddress = "file:///values.schema.json";

    private readonly Dictionary<string, object?> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _anchors = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<Map, Uri> _bases = [];
    private readonly string _idKeyword;

    public SchemaResources(object? document, string idKeyword)
    {
        _idKeyword = idKeyword;
        var address = new Uri(DocumentAddress);
        _resources[Key(address)] = document;
        Add(document, address);
    }

    /// <summary>Finds what a reference in a schema refers to.</summary>
    /// <returns>Whether it is in this document; others are not read.</returns>
    /// <exception cref="SchemaException">The reference leads nowhere within this document.</exception>
    public bool TryFind(Map from, string reference, out object? schema)
    {
        schema = null;
        if (!Uri.TryCreate(_bases.TryGetValue(from, out var origin) ? origin : null, reference, out var address)
            || !_resources.TryGetValue(Key(address), out var resource))
        {
            return false;
        }

        var fragment = Uri.UnescapeDataString(address.Fragment.TrimStart('#'));
        if (fragment.Length == 0)
        {
            schema = resource;
        }
        else if (!(fragment[0] == '/' ? TryFollow(resource, fragment, out schema) : TryFindAnchor(address, out schema)))
        {
            throw new SchemaException(fragment[0] == '/'
                ? $"json-pointer in \"{address}\" not found"
                : $"anchor in \"{address}\" not found");
        }

        return true;
    }

    private static string Key(Uri address) => address.GetLeftPart(UriPartial.Query);

    private static bool TryFollow(object? value, string pointer, out object? found)
    {
        found = value;
        foreach (var token in pointer[1..].Split('/'))
        {
            var key = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found is Map map && map.TryGetValue(key, out var entry))
            {
                found = entry;
            }
            else if (found is IReadOnlyList<object?> list && int.TryParse(key, out var index) && index < list.Count)
            {
                found = list[index];
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private bool TryFindAnchor(Uri address, out object? schema) => _anchors.TryGetValue(address.ToString(), out schema);

    private void Add(object? value, Uri address)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value is IReadOnlyList<object?> list)
        {
            foreach (var item in list)
            {
                Add(item, address);
            }
        }
        else if (value is Map map)
        {
            AddMap(map, address);
        }
    }

    private void AddMap(Map map, Uri address)
    {
        if (map.GetValueOrDefault(_idKeyword) is string id && Uri.TryCreate(address, id, out var own))
        {
            if (id.StartsWith('#'))
            {
                _anchors[own.ToString()] = map;
            }
            else
            {
                address = own;
                _resources[Key(own)] = map;
            }
        }

        foreach (var keyword in (string[])["$anchor", "$dynamicAnchor"])
        {
            if (map.GetValueOrDefault(keyword) is string anchor && Uri.TryCreate(address, $"#{anchor}", out var place))
            {
                _anchors[place.ToString()] = map;
            }
        }

        _bases.AddOrUpdate(map, address);
        foreach (var entry in map.Values)
        {
            Add(entry, address);
        }
    }
}
