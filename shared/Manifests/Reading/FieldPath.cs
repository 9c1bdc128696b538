using System.Buffers;

namespace Gimlet.Manifests.Reading;

/// <summary>The way from the top of a document to a field, printed as <c>json6902Patches[0].target.kind</c>.</summary>
internal sealed class FieldPath
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    private readonly FieldPath? _parent;
    private readonly string _key;
    private readonly int? _index;

    private FieldPath(FieldPath? parent, string key, int? index)
    {
        _parent = parent;
        _key = key;
        _index = index;
    }

    public static FieldPath Top { get; } = new(null, "", null);

    public FieldPath Key(string key) => new(this, key, null);

    public FieldPath Index(int index) => new(this, "", index);

    /// <summary>An error about this field.</summary>
    public ManifestException Error(string problem, Position? position = null, Exception? cause = null)
    {
        var text = _parent is null ? problem : $"{this}: {problem}";
        var located = position is { } at ? $"{text} (line {at.Line}, column {at.Column})" : text;
        return new ManifestException(located, ToString(), problem, position, cause);
    }

    public override string ToString()
    {
        if (_parent is null)
        {
            return "";
        }

        var parent = _parent.ToString();
        if (_index is { } index)
        {
            return $"{parent}[{index}]";
        }

        var key = _key.Length > 0 && !_key.AsSpan().ContainsAnyExcept(Plain) ? _key : Quoted.Short(_key);
        return parent.Length == 0 ? key : $"{parent}.{key}";
    }
}
