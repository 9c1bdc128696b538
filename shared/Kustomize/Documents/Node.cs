namespace Gimlet.Kustomize.Documents;

internal enum NodeKind
{
    Scalar,
    Sequence,
    Mapping,
}

/// <summary>
/// A value of a document while it is merged. Scalars keep their text and whether they are quoted: a patch changes the
/// text, and the quotes of the document stay, so that <c>value: 1</c> over <c>value: "2"</c> is the string "1", as in
/// kustomize.
/// </summary>
internal sealed class Node
{
    // Most nodes are scalars: they share what is empty in all of them.
    private static readonly Dictionary<string, Node> NoFields = [];
    private static readonly List<Node> NoItems = [];

    private Node(NodeKind kind)
    {
        Kind = kind;
        Fields = kind == NodeKind.Mapping ? new(StringComparer.Ordinal) : NoFields;
        Items = kind == NodeKind.Sequence ? [] : NoItems;
    }

    public NodeKind Kind { get; }

    /// <summary>What a scalar is without quotes: a string, boolean, number or null.</summary>
    public object? Value { get; private init; }

    /// <summary>Text of a scalar; empty otherwise.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Whether a scalar is without quotes, so that its value is not just its text.</summary>
    public bool IsPlain { get; private init; }

    /// <summary>The fields of a mapping; nothing may be added to any other node.</summary>
    public Dictionary<string, Node> Fields { get; }

    /// <summary>The items of a sequence; nothing may be added to any other node.</summary>
    public List<Node> Items { get; set; }

    public bool IsNull => Kind == NodeKind.Scalar && Value is null;

    public bool IsEmptyMap => Kind == NodeKind.Mapping && Fields.Count == 0;

    /// <summary>Whether kustomize takes the value for absent where it reads names and keys.</summary>
    public bool IsEmpty => IsNull || IsEmptyMap || (Kind == NodeKind.Sequence && Items.Count == 0);

    public static Node Scalar(object? value, string text, bool isPlain) =>
        new(NodeKind.Scalar) { Value = value, Text = text, IsPlain = isPlain };

    public static Node String(string text) => Scalar(text, text, isPlain: false);

    public static Node Mapping() => new(NodeKind.Mapping);

    public static Node Sequence() => new(NodeKind.Sequence);

    /// <summary>The text of a scalar field, or null where it is absent or no scalar.</summary>
    public string? FieldText(string name) =>
        Fields.GetValueOrDefault(name) is { Kind: NodeKind.Scalar, IsNull: false } field ? field.Text : null;

    /// <summary>The scalar with the quotes of another.</summary>
    public Node WithStyleOf(Node other) =>
        Kind == NodeKind.Scalar && other.Kind == NodeKind.Scalar && IsPlain != other.IsPlain
            ? Scalar(Value, Text, other.IsPlain)
            : this;
}
