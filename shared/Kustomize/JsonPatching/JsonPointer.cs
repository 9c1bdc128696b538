using System.Globalization;

namespace Gimlet.Kustomize.JsonPatching;

/// <summary>A place in a document, by RFC 6901. A negative index counts from the end, as in kustomize.</summary>
internal sealed class JsonPointer
{
    private readonly string _text;
    private readonly string[] _steps;

    private JsonPointer(string text)
    {
        _text = text;
        _steps = [.. text.Split('/').Skip(1).Select(Unescape)];
    }

    public int Depth => _steps.Length;

    public bool IsRoot => _steps.Length == 0;

    /// <summary>The last step: the name of a field, or where in a list.</summary>
    public string Last => _steps[^1];

    public static JsonPointer Parse(string text)
    {
        if (text.Length > 0 && text[0] != '/')
        {
            throw new KustomizeException($"\"{text}\" is no JSON pointer: it must be empty or start with \"/\".");
        }

        for (var at = text.IndexOf('~', StringComparison.Ordinal); at >= 0; at = text.IndexOf('~', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] is not ('0' or '1'))
            {
                throw new KustomizeException($"\"{text}\" is no JSON pointer: ~ must be followed by 0 or 1.");
            }
        }

        return new JsonPointer(text);
    }

    /// <summary>The map or list that holds the place.</summary>
    public object Parent(object? root)
    {
        var value = root;
        for (var step = 0; step < _steps.Length - 1; step++)
        {
            value = Get(value, _steps[step]);
        }

        return value is Dictionary<string, object?> or List<object?>
            ? value
            : throw new KustomizeException($"there is no map or list that holds {_text}.");
    }

    /// <summary>What is at the place; nothing where it is an absent field.</summary>
    public bool TryGet(object? root, out object? value)
    {
        if (IsRoot)
        {
            value = root;
            return true;
        }

        var parent = Parent(root);
        if (parent is List<object?> list)
        {
            value = list[Index(list.Count - 1)];
            return true;
        }

        return ((Dictionary<string, object?>)parent).TryGetValue(Last, out value);
    }

    /// <summary>The last step as an index of a list.</summary>
    public int Index(int largest) => Index(Last, largest);

    public bool IsWithin(JsonPointer other) =>
        _steps.Length > other._steps.Length && other._steps.SequenceEqual(_steps.Take(other._steps.Length));

    public override string ToString() => IsRoot ? "the document" : _text;

    private object? Get(object? value, string step) => value switch
    {
        Dictionary<string, object?> map when map.TryGetValue(step, out var field) => field,
        List<object?> list => list[Index(step, list.Count - 1)],
        _ => throw new KustomizeException($"there is no map or list that holds {_text}."),
    };

    private int Index(string step, int largest)
    {
        var isNumber = int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index);
        if (!isNumber || step is ['+', ..] or ['0', _, ..] or ['-', '0', ..])
        {
            throw new KustomizeException($"\"{step}\" in {_text} is no index of a list.");
        }

        var fromStart = index < 0 ? largest + 1 + index : index;
        return fromStart >= 0 && fromStart <= largest
            ? fromStart
            : throw new KustomizeException($"the index {index} in {_text} is outside the list.");
    }

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
