using System.Text.Json.Nodes;

namespace Gimlet.Manifests.Reading;

internal enum ScalarKind
{
    Text,
    Number,
    Boolean,
    Null,
}

/// <summary>A single value.</summary>
/// <param name="position">Where it stands.</param>
/// <param name="kind">Its type.</param>
/// <param name="value">The text, or the JSON of a number, a boolean or null.</param>
/// <param name="source">The value as it was written, where that can differ.</param>
internal sealed class ScalarNode(Position? position, ScalarKind kind, string value, string? source = null)
    : DocumentNode(position)
{
    public ScalarKind Kind { get; } = kind;

    public string Value { get; } = value;

    public string Source { get; } = source ?? value;

    /// <summary>A YAML tag with nothing after it, such as <c>!main</c>: a negated pattern without its quotes.</summary>
    public bool IsBareTag { get; init; }

    public override int Size => 1;

    public override int Height => 0;

    public override string Description => Kind switch
    {
        _ when IsBareTag => $"the YAML tag {Quoted.Short(Source)}",
        ScalarKind.Number => $"the number {Quoted.Short(Source)}",
        ScalarKind.Boolean => $"the boolean {Quoted.Short(Source)}",
        ScalarKind.Null => "nothing",
        _ => "text",
    };

    public override JsonNode? ToJson(FieldPath path)
    {
        if (IsBareTag)
        {
            throw path.Error($"must not be {Description}; put it in quotes", Position);
        }

        // Parsing rather than converting keeps every digit of a number.
        return Kind == ScalarKind.Text ? JsonValue.Create(Value) : JsonNode.Parse(Value);
    }
}
