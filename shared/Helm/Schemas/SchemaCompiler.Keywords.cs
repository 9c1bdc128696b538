using Map = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Schemas;

internal sealed partial class SchemaCompiler
{
    private void Read(Map map, SchemaNode node, string location)
    {
        ReadReference(map, node, location);
        node.Types = ReadTypes(map.GetValueOrDefault("type"), $"{location}/type");
        node.HasConst = _draft > 4 && map.TryGetValue("const", out _);
        node.Const = map.GetValueOrDefault("const");
        node.Enum = map.GetValueOrDefault("enum") as IReadOnlyList<object?>;
        // Newer drafts take a format for a remark.
        node.Format = _draft < 2019 ? map.GetValueOrDefault("format") as string : null;
        node.Not = Optional(map, "not", location);
        node.AllOf = Many(map, "allOf", location);
        node.AnyOf = Many(map, "anyOf", location);
        node.OneOf = Many(map, "oneOf", location);
        if (_draft >= 7)
        {
            node.If = Optional(map, "if", location);
            node.Then = Optional(map, "then", location);
            node.Else = Optional(map, "else", location);
        }

        ReadObject(map, node, location);
        ReadArray(map, node, location);
        ReadString(map, node, location);
        ReadNumber(map, node, location);
    }

    private static SchemaTypes ReadTypes(object? types, string location) => types switch
    {
        null => SchemaTypes.None,
        string name => ReadType(name, location),
        IReadOnlyList<object?> names => names.Aggregate(
            SchemaTypes.None, (all, name) => all | ReadType(name as string ?? "", location)),
        _ => throw Invalid(location, "got no type, want array or string"),
    };

    private static SchemaTypes ReadType(string name, string location) => name switch
    {
        "null" => SchemaTypes.Null,
        "boolean" => SchemaTypes.Boolean,
        "number" => SchemaTypes.Number,
        "integer" => SchemaTypes.Integer,
        "string" => SchemaTypes.String,
        "array" => SchemaTypes.Array,
        "object" => SchemaTypes.Object,
        _ => throw Invalid(
            location,
            "value must be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'"),
    };

    private void ReadObject(Map map, SchemaNode node, string location)
    {
        node.MinProperties = Count(map, "minProperties");
        node.MaxProperties = Count(map, "maxProperties");
        node.Required = Texts(map.GetValueOrDefault("required"));
        node.Properties = Named(map, "properties", location)
            .ToDictionary(static entry => entry.Name, static entry => entry.Schema, StringComparer.Ordinal);
        node.PatternProperties =
        [
            .. Named(map, "patternProperties", location)
                .Select(entry => (CompilePattern(entry.Name, $"{location}/patternProperties"), entry.Schema)),
        ];
        node.AdditionalProperties = Optional(map, "additionalProperties", location);
        node.PropertyNames = _draft > 4 ? Optional(map, "propertyNames", location) : null;
        node.UnevaluatedProperties = _draft >= 2019 ? Optional(map, "unevaluatedProperties", location) : null;

        var required = Entries(map, "dependentRequired").Concat(Entries(map, "dependencies"));
        node.DependentRequired =
        [
            .. required.Where(static entry => entry.Value is IReadOnlyList<object?>)
                .Select(static entry => (entry.Key, Texts(entry.Value))),
        ];
        var schemas = Entries(map, "dependentSchemas").Concat(Entries(map, "dependencies"));
        node.DependentSchemas =
        [
            .. schemas.Where(static entry => entry.Value is Map or bool)
                .Select(entry => (entry.Key, Compile(entry.Value, $"{location}/dependencies/{entry.Key}"))),
        ];
    }

    private void ReadArray(Map map, SchemaNode node, string location)
    {
        node.MinItems = Count(map, "minItems");
        node.MaxItems = Count(map, "maxItems");
        node.UniqueItems = map.GetValueOrDefault("uniqueItems") is true;
        node.UnevaluatedItems = _draft >= 2019 ? Optional(map, "unevaluatedItems", location) : null;
        if (_draft > 4)
        {
            node.Contains = Optional(map, "contains", location);
            node.MinContains = _draft >= 2019 ? Count(map, "minContains") : null;
            node.MaxContains = _draft >= 2019 ? Count(map, "maxContains") : null;
        }

        if (_draft >= 2020)
        {
            node.PrefixItems = Many(map, "prefixItems", location);
            node.Items = Optional(map, "items", location);
        }
        else if (map.GetValueOrDefault("items") is IReadOnlyList<object?>)
        {
            node.PrefixItems = Many(map, "items", location);
            node.Items = Optional(map, "additionalItems", location);
            node.ItemsAreAdditional = true;
        }
        else
        {
            node.Items = Optional(map, "items", location);
        }
    }

    private void ReadString(Map map, SchemaNode node, string location)
    {
        node.MinLength = Count(map, "minLength");
        node.MaxLength = Count(map, "maxLength");
        node.PatternText = map.GetValueOrDefault("pattern") as string;
        node.Pattern = node.PatternText is { } pattern ? CompilePattern(pattern, $"{location}/pattern") : null;
    }

    private void ReadNumber(Map map, SchemaNode node, string location)
    {
        node.Minimum = Number(map, "minimum");
        node.Maximum = Number(map, "maximum");
        node.ExclusiveMinimum = Number(map, "exclusiveMinimum");
        node.ExclusiveMaximum = Number(map, "exclusiveMaximum");
        node.MultipleOf = Number(map, "multipleOf");
        if (node.MultipleOf <= 0)
        {
            throw Invalid($"{location}/multipleOf", "exclusiveMinimum: got 0, want 0");
        }

        // In draft 4 the exclusive bounds are flags of the others.
        if (map.GetValueOrDefault("exclusiveMinimum") is true)
        {
            (node.ExclusiveMinimum, node.Minimum) = (node.Minimum, null);
        }

        if (map.GetValueOrDefault("exclusiveMaximum") is true)
        {
            (node.ExclusiveMaximum, node.Maximum) = (node.Maximum, null);
        }
    }

    private static double? Number(Map map, string keyword) => map.GetValueOrDefault(keyword) as double?;

    private static int? Count(Map map, string keyword) =>
        Number(map, keyword) is { } number ? (int)Math.Clamp(number, 0, int.MaxValue) : null;

    private static IReadOnlyList<string> Texts(object? value) =>
        value is IReadOnlyList<object?> list ? [.. list.OfType<string>()] : [];

    private static Map Entries(Map map, string keyword) => map.GetValueOrDefault(keyword) as Map ?? [];

    private SchemaNode? Optional(Map map, string keyword, string location) =>
        map.TryGetValue(keyword, out var schema) ? Compile(schema, $"{location}/{keyword}") : null;

    private IReadOnlyList<SchemaNode> Many(Map map, string keyword, string location) =>
        map.GetValueOrDefault(keyword) is IReadOnlyList<object?> list
        ? [.. list.Select((schema, index) => Compile(schema, $"{location}/{keyword}/{index}"))]
        : [];

    private IEnumerable<(string Name, SchemaNode Schema)> Named(Map map, string keyword, string location) =>
        Entries(map, keyword).Select(entry =>
            (entry.Key, Compile(entry.Value, $"{location}/{keyword}/{SchemaText.Escape(entry.Key)}")));
}
