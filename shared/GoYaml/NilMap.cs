using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Gimlet.GoYaml;

/// <summary>
/// Go's nil map: an empty map, but for JSON and YAML, which write it as null. Reading the JSON <c>null</c> into a map
/// gives it.
/// </summary>
public sealed class NilMap : IReadOnlyDictionary<string, object?>
{
    private NilMap()
    {
    }

    /// <summary>The nil map.</summary>
    public static NilMap Instance { get; } = new();

    /// <inheritdoc />
    public int Count => 0;

    /// <inheritdoc />
    public IEnumerable<string> Keys => [];

    /// <inheritdoc />
    public IEnumerable<object?> Values => [];

    /// <inheritdoc />
    public object? this[string key] => throw new KeyNotFoundException(key);

    /// <inheritdoc />
    public bool ContainsKey(string key) => false;

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = null;
        return false;
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield break;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
