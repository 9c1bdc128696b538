using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Gimlet.Templating.Values;

/// <summary>Go's <c>map[string]string</c>: a key that it does not have yields the empty string.</summary>
/// <param name="entries">The entries.</param>
public sealed class GoTextMap(IEnumerable<KeyValuePair<string, string>> entries)
    : IReadOnlyDictionary<string, object?>, IGoObject
{
    private readonly Dictionary<string, object?> _entries =
        entries.ToDictionary(static entry => entry.Key, static entry => (object?)entry.Value, StringComparer.Ordinal);

    /// <inheritdoc />
    public int Count => _entries.Count;

    /// <inheritdoc />
    public IEnumerable<string> Keys => _entries.Keys;

    /// <inheritdoc />
    public IEnumerable<object?> Values => _entries.Values;

    /// <inheritdoc />
    public string TypeName => "map[string]string";

    /// <inheritdoc />
    public object? this[string key] => _entries[key];

    /// <inheritdoc />
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <summary>Finds an entry; the value is the empty string where there is none.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var exists = _entries.TryGetValue(key, out value);
        value ??= "";
        return exists;
    }

    /// <inheritdoc />
    public bool TryGetMember(string name, out object? member)
    {
        member = null;
        return false;
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
