using System.Collections;

namespace Gimlet.GoYaml;

/// <summary>
/// Go's nil slice: an empty list, but for JSON and YAML, which write it as null. Reading the JSON <c>null</c> into a
/// list gives it.
/// </summary>
public sealed class NilList : IReadOnlyList<object?>
{
    private NilList()
    {
    }

    /// <summary>The nil list.</summary>
    public static NilList Instance { get; } = new();

    /// <inheritdoc />
    public int Count => 0;

    /// <inheritdoc />
    public object? this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc />
    public IEnumerator<object?> GetEnumerator()
    {
        yield break;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
