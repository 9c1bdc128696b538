using Gimlet.GoYaml.Scanning;

namespace Gimlet.GoYaml.Reading;

/// <summary>
/// Makes nodes of tokens, by the grammar of libyaml. Its depth is bounded by the scanner, which counts open blocks and
/// flow collections.
/// </summary>
internal sealed partial class Parser
{
    private readonly YamlReadOptions _options;
    private readonly Dictionary<string, Node> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tagPrefixes = new(StringComparer.Ordinal);
    private readonly Scanner _scanner;
    private bool _isFirst = true;
    private int _nodeCount;

    public Parser(string text, YamlReadOptions options)
    {
        _options = options;
        // A byte order mark at the very start is not part of the text.
        _scanner = InDialect(() => new Scanner(text.StartsWith('\uFEFF') ? text[1..] : text, options.MaxDepth));
    }

    private Token Next => _scanner.Peek();

    /// <summary>The next document; null at the end of the text.</summary>
    /// <exception cref="YamlException">The text is no YAML.</exception>
    public Node? ReadDocument() => InDialect(ParseDocument);

    private T InDialect<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SyntaxException exception)
        {
            throw exception.InDialect(_options.Dialect);
        }
    }

    private Node? ParseDocument()
    {
        while (!_isFirst && Next.Kind == TokenKind.DocumentEnd)
        {
            Take();
        }

        var isImplicit = _isFirst && Next.Kind
            is not (TokenKind.VersionDirective or TokenKind.TagDirective or TokenKind.DocumentStart);
        if (Next.Kind == TokenKind.StreamEnd)
        {
            return null;
        }

        _isFirst = false;
        if (_options.Dialect == YamlDialect.V2)
        {
            _anchors.Clear();
        }

        ReadDirectives();
        if (!isImplicit)
        {
            if (Next.Kind != TokenKind.DocumentStart)
            {
                throw Error("did not find expected <document start>", Next.Start);
            }

            Take();
        }

        var isEmpty = !isImplicit && Next.Kind is TokenKind.VersionDirective or TokenKind.TagDirective
            or TokenKind.DocumentStart or TokenKind.DocumentEnd or TokenKind.StreamEnd;
        var root = isEmpty ? Empty(Next.Start) : ParseNode(isBlock: true, mayBeIndentless: false);
        if (Next.Kind == TokenKind.DocumentEnd)
        {
            Take();
        }

        return root;
    }

    private void ReadDirectives()
    {
        _tagPrefixes.Clear();
        var hasVersion = false;
        while (Next is { Kind: TokenKind.VersionDirective or TokenKind.TagDirective } directive)
        {
            if (directive.Kind == TokenKind.TagDirective)
            {
                if (!_tagPrefixes.TryAdd(directive.Text, directive.Suffix))
                {
                    throw Error("found duplicate %TAG directive", directive.Start);
                }
            }
            else if (hasVersion)
            {
                throw Error("found duplicate %YAML directive", directive.Start);
            }
            else if (directive.Text != "1.1")
            {
                throw Error("found incompatible YAML document", directive.Start);
            }
            else
            {
                hasVersion = true;
            }

            Take();
        }

        _tagPrefixes.TryAdd("!", "!");
        _tagPrefixes.TryAdd("!!", Tags.Prefix);
    }

    private Node ParseNode(bool isBlock, bool mayBeIndentless)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_nodeCount > _options.MaxNodes)
        {
            throw YamlLimitException.OfNodes(_options);
        }

        var token = Next;
        if (token.Kind == TokenKind.Alias)
        {
            Take();
            return new Node(NodeKind.Alias, token.Start.Line)
            {
                Value = token.Text,
                Target = _anchors.GetValueOrDefault(token.Text)
                    ?? throw new YamlException($"yaml: unknown anchor '{token.Text}' referenced"),
            };
        }

        var start = token.Start;
        var (anchor, tag) = ParseProperties(start);
        token = Next;
        if (mayBeIndentless && token.Kind == TokenKind.BlockEntry)
        {
            return ParseIndentless(NewNode(NodeKind.Sequence, start, anchor, tag));
        }

        switch (token.Kind)
        {
            case TokenKind.Scalar:
                Take();
                var isPlain = tag == "!" || (tag.Length == 0 && token.IsPlain);
                return NewNode(NodeKind.Scalar, start, anchor, tag, token.Text, isPlain);
            case TokenKind.FlowSequenceStart:
                return ParseFlowSequence(NewNode(NodeKind.Sequence, start, anchor, tag));
            case TokenKind.FlowMappingStart:
                return ParseFlowMapping(NewNode(NodeKind.Mapping, start, anchor, tag));
            case TokenKind.BlockSequenceStart when isBlock:
                return ParseBlockSequence(NewNode(NodeKind.Sequence, start, anchor, tag));
            case TokenKind.BlockMappingStart when isBlock:
                return ParseBlockMapping(NewNode(NodeKind.Mapping, start, anchor, tag));
            default:
                return anchor is not null || tag.Length > 0
                    ? NewNode(NodeKind.Scalar, start, anchor, tag, isPlain: tag.Length == 0)
                    : throw Error("did not find expected node content", token.Start, start);
        }
    }

    private (string? Anchor, string Tag) ParseProperties(Mark start)
    {
        var (anchor, tag) = ((string?)null, "");
        var hasTag = false;
        while ((Next.Kind == TokenKind.Anchor && anchor is null) || (Next.Kind == TokenKind.Tag && !hasTag))
        {
            var token = Next;
            Take();
            if (token.Kind == TokenKind.Anchor)
            {
                anchor = token.Text;
                continue;
            }

            hasTag = true;
            tag = token.Text.Length == 0
                ? token.Suffix
                : _tagPrefixes.TryGetValue(token.Text, out var prefix)
                    ? prefix + token.Suffix
                    : throw Error("found undefined tag handle", token.Start, start);
        }

        return (anchor, Tags.Shorten(tag));
    }

    // An anchor is known within its own node, where it is an error of its own to use it.
    private Node NewNode(
        NodeKind kind, Mark start, string? anchor, string tag, string value = "", bool isPlain = false)
    {
        var node = new Node(kind, start.Line) { Tag = tag, Value = value, IsPlain = isPlain };
        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private static Node Empty(Mark place) => new(NodeKind.Scalar, place.Line) { IsPlain = true };

    private void Take() => _scanner.Take();

    private static SyntaxException Error(string problem, Mark place, Mark context = default) =>
        new(problem, place, context, isScanner: false);
}
