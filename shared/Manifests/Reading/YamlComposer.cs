using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gimlet.Manifests.Reading;

/// <summary>Turns the events of a YAML stream into nodes, strictly and within limits.</summary>
/// <remarks>
/// An alias shares the node of its anchor, so a bomb costs no memory; what it would be when written out counts
/// towards the limit at once.
/// </remarks>
internal sealed partial class YamlComposer
{
    private readonly string _text;
    private readonly IParser _parser;
    private readonly Dictionary<AnchorName, DocumentNode?> _anchors = [];
    private int _nodes;

    private YamlComposer(string text)
    {
        _text = text;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads every document that is not empty.</summary>
    /// <exception cref="ManifestException">The text is no YAML, or is more than the limits allow.</exception>
    public static IReadOnlyList<DocumentNode> Compose(string text)
    {
        if (text.Length > ReadLimits.TextLength)
        {
            throw new ManifestException($"the YAML is longer than {ReadLimits.TextLength} characters");
        }

        var composer = new YamlComposer(text);
        try
        {
            return composer.Documents();
        }
        catch (Exception e) when (IsSyntaxError(e))
        {
            throw FieldPath.Top.Error(Explain(e), At(e is YamlException yaml ? yaml.Start : composer.Reached), e);
        }
    }

    /// <summary>Whether an exception of YamlDotNet says that the text is no YAML.</summary>
    public static bool IsSyntaxError(Exception exception)
    {
        // It ends the scan of some unclosed flow collections with its own state being invalid, and meets tags that are
        // no URIs with an argument that it refuses itself.
        return exception is YamlException or InvalidOperationException or ArgumentException;
    }

    private Mark Reached => _parser.Current?.End ?? Mark.Empty;

    private List<DocumentNode> Documents()
    {
        var documents = new List<DocumentNode>();
        _parser.Consume<StreamStart>();
        while (!_parser.TryConsume<StreamEnd>(out _))
        {
            _parser.Consume<DocumentStart>();
            _anchors.Clear();
            var document = Node(FieldPath.Top, depth: 0);
            _parser.Consume<DocumentEnd>();
            if (document is not ScalarNode { Kind: ScalarKind.Null })
            {
                documents.Add(document);
            }
        }

        return documents;
    }

    private DocumentNode Node(FieldPath path, int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Aliased(alias, path, depth);
        }

        var start = _parser.Require<NodeEvent>();
        Count(1, path, At(start.Start));
        CheckDepth(depth, path, At(start.Start));
        if (!start.Anchor.IsEmpty)
        {
            // Known but unfinished: an alias to it from inside itself would have no end.
            _anchors[start.Anchor] = null;
        }

        DocumentNode node = start switch
        {
            SequenceStart sequence => Sequence(sequence, path, depth),
            MappingStart mapping => Mapping(mapping, path, depth),
            _ => Scalar(_parser.Consume<Scalar>(), path),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = node;
        }

        return node;
    }

    private DocumentNode Aliased(AnchorAlias alias, FieldPath path, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
        {
            throw path.Error($"the alias *{alias.Value} has no anchor", At(alias.Start));
        }

        if (node is null)
        {
            throw path.Error($"the alias *{alias.Value} stands inside its own anchor", At(alias.Start));
        }

        Count(node.Size, path, At(alias.Start));
        CheckDepth(depth + node.Height, path, At(alias.Start));
        return node;
    }

    private SequenceNode Sequence(SequenceStart start, FieldPath path, int depth)
    {
        CheckTag(start, path, "seq");
        _parser.Consume<SequenceStart>();
        var items = new List<DocumentNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(path.Index(items.Count), depth + 1));
        }

        return new SequenceNode(At(start.Start), items);
    }

    private void Count(int nodes, FieldPath path, Position position)
    {
        _nodes += nodes;
        if (_nodes > ReadLimits.Nodes)
        {
            throw path.Error($"the document has more than {ReadLimits.Nodes} values, aliases included", position);
        }
    }

    private static void CheckDepth(int depth, FieldPath path, Position position)
    {
        if (depth > ReadLimits.Depth)
        {
            // The path would be as long as the document is deep; its position says enough.
            throw FieldPath.Top.Error($"the document is nested more than {ReadLimits.Depth} levels deep", position);
        }
    }

    private static string Explain(Exception e)
    {
        var hint = e.Message.Contains("tag", StringComparison.Ordinal)
            ? " Text that begins with ! may need quotes."
            : "";
        return $"the YAML cannot be read: {e.Message}{hint}";
    }

    private static Position At(Mark mark) => new(mark.Line, mark.Column);
}
