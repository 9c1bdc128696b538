using System.Collections;

namespace Gimlet.Templating.Values;

/// <summary>A list whose items have a type in Go, such as <c>[][]interface {}</c>.</summary>
internal sealed class GoList(IReadOnlyList<object?> items, string typeName) : IReadOnlyList<object?>, IGoObject
{
    public int Count => items.Count;

    public string TypeName => typeName;

    public object? this[int index] => items[index];

    public bool TryGetMember(string name, out object? member)
    {
        member = null;
        return false;
    }

    public IEnumerator<object?> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
