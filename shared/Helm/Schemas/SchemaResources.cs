using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Map = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Schemas;

/// <summary>The parts of a schema that have addresses: by <c>$id</c>, by anchor, by JSON pointer.</summary>
internal sealed partial class SchemaResources
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
    /// <returns>Whether it is in this document; other hosts are not asked.</returns>
    /// <exception cref="SchemaException">
    /// The reference leads nowhere within this document, or to a file, and there is none that a chart may read.
    /// </exception>
    public bool TryFind(Map from, string reference, out object? schema)
    {
        schema = null;
        if (!Uri.TryCreate(_bases.TryGetValue(from, out var origin) ? origin : null, reference, out var address))
        {
            RefuseFile(reference);
            return false;
        }

        if (!_resources.TryGetValue(Key(address), out var resource))
        {
            RefuseFile(address.AbsoluteUri);
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

    // With two slashes and a relative path, as people write it, the address has a host that .NET does not accept.
    private static void RefuseFile(string address)
    {
        if (FileAddress().Match(address) is { Success: true } file)
        {
            var path = Uri.UnescapeDataString(file.Groups["path"].Value);
            throw new SchemaException($"failing loading \"{file.Value}\": open {path}: no such file or directory");
        }
    }

    [GeneratedRegex("^file://[^/#]*(?<path>/[^#?]*)")]
    private static partial Regex FileAddress();

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
