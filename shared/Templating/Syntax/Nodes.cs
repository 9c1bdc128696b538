namespace Gimlet.Templating.Syntax;

/// <summary>
/// A node of a parsed template; never changed after it is parsed. <see cref="object.ToString"/> gives the node's
/// canonical source, which is what errors show.
/// </summary>
internal abstract class Node(int position)
{
    /// <summary>Where the node starts in its text, in UTF-16 code units.</summary>
    public int Position { get; } = position;

    /// <summary>Whether nothing but space comes of it, so that it defines no template.</summary>
    public virtual bool IsEmpty => false;
}

internal sealed class ListNode(int position, Node[] nodes) : Node(position)
{
    public Node[] Nodes { get; } = nodes;

    public override bool IsEmpty => Array.TrueForAll(Nodes, static node => node.IsEmpty);

    public override string ToString() => string.Concat<Node>(Nodes);
}

internal sealed class TextNode(int position, string text) : Node(position)
{
    public string Text { get; } = text;

    public override bool IsEmpty => string.IsNullOrWhiteSpace(Text);

    public override string ToString() => Text;
}

internal sealed class ActionNode(int position, PipelineNode pipeline) : Node(position)
{
    public PipelineNode Pipeline { get; } = pipeline;

    public override string ToString() => $"{{{{{Pipeline}}}}}";
}

internal abstract class BranchNode(int position, PipelineNode pipeline, ListNode body, ListNode? otherwise)
    : Node(position)
{
    public PipelineNode Pipeline { get; } = pipeline;

    public ListNode Body { get; } = body;

    public ListNode? Otherwise { get; } = otherwise;

    protected abstract string Keyword { get; }

    public override string ToString() => Otherwise is null
        ? $"{{{{{Keyword} {Pipeline}}}}}{Body}{{{{end}}}}"
        : $"{{{{{Keyword} {Pipeline}}}}}{Body}{{{{else}}}}{Otherwise}{{{{end}}}}";
}

internal sealed class IfNode(int position, PipelineNode pipeline, ListNode body, ListNode? otherwise)
    : BranchNode(position, pipeline, body, otherwise)
{
    protected override string Keyword => "if";
}

internal sealed class WithNode(int position, PipelineNode pipeline, ListNode body, ListNode? otherwise)
    : BranchNode(position, pipeline, body, otherwise)
{
    protected override string Keyword => "with";
}

internal sealed class RangeNode(int position, PipelineNode pipeline, ListNode body, ListNode? otherwise)
    : BranchNode(position, pipeline, body, otherwise)
{
    protected override string Keyword => "range";
}

internal sealed class TemplateNode(int position, string name, PipelineNode? pipeline) : Node(position)
{
    public string Name { get; } = name;

    public PipelineNode? Pipeline { get; } = pipeline;

    public override string ToString() => Pipeline is null
        ? $"{{{{template {GoQuote.Quote(Name)}}}}}"
        : $"{{{{template {GoQuote.Quote(Name)} {Pipeline}}}}}";
}

internal sealed class BreakNode(int position) : Node(position)
{
    public override string ToString() => "{{break}}";
}

internal sealed class ContinueNode(int position) : Node(position)
{
    public override string ToString() => "{{continue}}";
}

/// <summary>What ends a list; the parser alone sees it.</summary>
internal sealed class EndNode(int position, bool isElse) : Node(position)
{
    public bool IsElse { get; } = isElse;

    public override string ToString() => IsElse ? "{{else}}" : "{{end}}";
}
