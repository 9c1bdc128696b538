using System.Globalization;
using Gimlet.GoYaml;

namespace Gimlet.Helm.Charts;

/// <summary>
/// A YAML map read as sigs.k8s.io/yaml decodes one into a Go struct: fields are found without regard to case, numbers
/// and booleans become text where text is wanted, unknown fields are ignored, and null is the zero value. Errors have
/// the wording of encoding/json.
/// </summary>
internal sealed class GoStruct
{
    private static readonly Dictionary<string, object?> None = [];

    private readonly IReadOnlyDictionary<string, object?> _fields;
    private readonly string _type;
    private readonly string _path;

    private GoStruct(IReadOnlyDictionary<string, object?> fields, string type, string path)
    {
        _fields = fields;
        _type = type;
        _path = path;
    }

    /// <param name="document">The document.</param>
    /// <param name="package">The package of the type, for errors.</param>
    /// <param name="type">The name of the type, for errors.</param>
    /// <exception cref="YamlException">The document is no map.</exception>
    public static GoStruct Of(object? document, string package, string type) => document switch
    {
        null => new GoStruct(None, type, ""),
        IReadOnlyDictionary<string, object?> fields => new GoStruct(fields, type, ""),
        _ => throw Error($"cannot unmarshal {KindOf(document)} into Go value of type {package}.{type}"),
    };

    public bool Has(string name) => Find(name) is not null;

    public string Text(string name) => ToText(Find(name), name);

    public bool Flag(string name) => Find(name) switch
    {
        null => false,
        bool flag => flag,
        var other => throw Mismatch(other, name, "bool"),
    };

    public IReadOnlyList<string> Texts(string name) => [.. Items(name, "[]string").Select(item => ToText(item, name))];

    public IReadOnlyList<object?> Values(string name) => Items(name, "[]interface {}");

    public Dictionary<string, string> TextMap(string name) => Find(name) switch
    {
        null => [],
        IReadOnlyDictionary<string, object?> map => map.ToDictionary(
            static entry => entry.Key, entry => ToText(entry.Value, name), StringComparer.Ordinal),
        var other => throw Mismatch(other, name, "map[string]string"),
    };

    /// <summary>A struct in the struct; an empty one where there is none.</summary>
    /// <param name="name">The field.</param>
    /// <param name="type">What errors call its type.</param>
    public GoStruct Struct(string name, string type) => ToStruct(Find(name), name, "", type);

    /// <param name="name">The field.</param>
    /// <param name="package">The package of the type of the items.</param>
    /// <param name="type">The type of the items.</param>
    /// <returns>The items, null for each that is null.</returns>
    public IEnumerable<GoStruct?> Structs(string name, string package, string type) =>
        Items(name, $"[]*{package}.{type}").Select(
            item => item is null ? null : ToStruct(item, name, type, $"{package}.{type}"));

    public static string KindOf(object? value) => value switch
    {
        bool => "bool",
        string => "string",
        IReadOnlyDictionary<string, object?> => "object",
        IReadOnlyList<object?> => "array",
        _ => "number",
    };

    private static YamlException Error(string message) =>
        new($"error unmarshaling JSON: while decoding JSON: json: {message}");

    private object? Find(string name)
    {
        if (_fields.TryGetValue(name, out var value))
        {
            return value;
        }

        foreach (var (key, candidate) in _fields)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        return null;
    }

    private GoStruct ToStruct(object? value, string name, string type, string fullType) => value switch
    {
        null => new GoStruct(None, type, _path),
        IReadOnlyDictionary<string, object?> fields => new GoStruct(fields, type, $"{_path}{name}."),
        _ => throw Mismatch(value, name, fullType),
    };

    private IReadOnlyList<object?> Items(string name, string type) => Find(name) switch
    {
        null => [],
        IReadOnlyList<object?> list => list,
        var other => throw Mismatch(other, name, type),
    };

    private string ToText(object? value, string name) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => ToText(number),
        _ => throw Mismatch(value, name, "string"),
    };

    // YAML's integers and floats are both float64 by now; Go writes the former in full.
    private static string ToText(double number) => number == Math.Truncate(number) && Math.Abs(number) < 1e18
        ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    private YamlException Mismatch(object? value, string name, string type) =>
        Error($"cannot unmarshal {KindOf(value)} into Go struct field {_type}.{_path}{name} of type {type}");
}
