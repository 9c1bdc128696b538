namespace Gimlet.GoYaml.Reading;

internal enum NodeKind
{
    Scalar,
    Sequence,
    Mapping,
    Alias,
}

/// <summary>A node of the document, before its scalars are given types.</summary>
/// <param name="kind">What it is.</param>
/// <param name="line">Its line, from 0.</param>
internal sealed class Node(NodeKind kind, int line)
{
    public NodeKind Kind => kind;

    public int Line => line;

    /// <summary>The tag, short where it is one of YAML's own (<c>!!int</c>); empty without one.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The text of a scalar, the name of an alias.</summary>
    public string Value { get; init; } = "";

    /// <summary>Whether the text of a scalar says which type it has.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The items of a sequence; the keys and values of a mapping in turn.</summary>
    public List<Node> Children { get; } = [];

    /// <summary>What an alias stands for.</summary>
    public Node? Target { get; init; }

    public bool IsMergeKey => kind == NodeKind.Scalar && Value == "<<" && (IsPlain || Tag == Tags.Merge);
}
