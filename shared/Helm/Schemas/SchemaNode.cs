using Gimlet.Templating.Sprig.Regexes;

namespace Gimlet.Helm.Schemas;

/// <summary>A compiled schema. What a keyword says is null or empty where the schema does not have it.</summary>
internal sealed class SchemaNode
{
    /// <summary>A schema that everything meets, or nothing.</summary>
    public bool? Always { get; set; }

    public SchemaTypes Types { get; set; }

    public bool HasConst { get; set; }

    public object? Const { get; set; }

    public IReadOnlyList<object?>? Enum { get; set; }

    public string? Format { get; set; }

    public SchemaNode? Reference { get; set; }

    /// <summary>Whether nothing beside the reference counts, as before draft 2019-09.</summary>
    public bool IsReferenceAlone { get; set; }

    public int? MinProperties { get; set; }

    public int? MaxProperties { get; set; }

    public IReadOnlyList<string> Required { get; set; } = [];

    public IReadOnlyDictionary<string, SchemaNode> Properties { get; set; } = new Dictionary<string, SchemaNode>();

    public IReadOnlyList<(GoRegex Pattern, SchemaNode Schema)> PatternProperties { get; set; } = [];

    public SchemaNode? AdditionalProperties { get; set; }

    public SchemaNode? PropertyNames { get; set; }

    public IReadOnlyList<(string Property, IReadOnlyList<string> Required)> DependentRequired { get; set; } = [];

    public IReadOnlyList<(string Property, SchemaNode Schema)> DependentSchemas { get; set; } = [];

    public SchemaNode? UnevaluatedProperties { get; set; }

    public int? MinItems { get; set; }

    public int? MaxItems { get; set; }

    public bool UniqueItems { get; set; }

    public IReadOnlyList<SchemaNode> PrefixItems { get; set; } = [];

    public SchemaNode? Items { get; set; }

    /// <summary>Whether <see cref="Items"/> is the keyword <c>additionalItems</c> of older drafts.</summary>
    public bool ItemsAreAdditional { get; set; }

    public SchemaNode? Contains { get; set; }

    public int? MinContains { get; set; }

    public int? MaxContains { get; set; }

    public SchemaNode? UnevaluatedItems { get; set; }

    public int? MinLength { get; set; }

    public int? MaxLength { get; set; }

    public string? PatternText { get; set; }

    public GoRegex? Pattern { get; set; }

    public double? Minimum { get; set; }

    public double? Maximum { get; set; }

    public double? ExclusiveMinimum { get; set; }

    public double? ExclusiveMaximum { get; set; }

    public double? MultipleOf { get; set; }

    public SchemaNode? Not { get; set; }

    public IReadOnlyList<SchemaNode> AllOf { get; set; } = [];

    public IReadOnlyList<SchemaNode> AnyOf { get; set; } = [];

    public IReadOnlyList<SchemaNode> OneOf { get; set; } = [];

    public SchemaNode? If { get; set; }

    public SchemaNode? Then { get; set; }

    public SchemaNode? Else { get; set; }
}
