using System.Collections;
using Gimlet.GoYaml;

namespace Gimlet.Templating.Values;

/// <summary>Go's <c>[]byte</c>: a list of numbers to templates, and a text to the functions that ask for one.</summary>
/// <param name="content">The bytes; they must not change.</param>
public sealed class GoBytes(ReadOnlyMemory<byte> content) : IReadOnlyList<object?>, IGoObject, IJsonConvertible
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; } = content;

    /// <inheritdoc />
    public int Count => Content.Length;

    /// <inheritdoc />
    public string TypeName => "[]uint8";

    /// <inheritdoc />
    public object? this[int index] => Content.Span[index];

    /// <summary>The bytes as a Go string.</summary>
    public string ToText() => GoString.FromBytes(Content.Span);

    /// <summary>JSON has bytes as base64.</summary>
    public object ToJson() => Convert.ToBase64String(Content.Span);

    /// <inheritdoc />
    public bool TryGetMember(string name, out object? member)
    {
        member = null;
        return false;
    }

    /// <inheritdoc />
    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
