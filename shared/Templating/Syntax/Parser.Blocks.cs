namespace Gimlet.Templating.Syntax;

internal sealed partial class Parser
{
    private void ParseDefinition()
    {
        const string context = "define clause";
        var name = NextNonSpace();
        if (name.Kind is not (TokenKind.String or TokenKind.RawString))
        {
            throw Unexpected(name, context);
        }

        var value = Unquote(name);
        Expect(TokenKind.RightDelimiter, context);
        ParseBody(value, context);
    }

    // A template of its own within the text: it sees none of the variables around it.
    private void ParseBody(string name, string context)
    {
        var (scope, rangeDepth, actionLine) = (_scope, _rangeDepth, _actionLine);
        (_scope, _rangeDepth) = (new Scope(), 0);
        var (root, end) = ParseList();
        if (end.IsElse)
        {
            throw Error($"unexpected {end} in {context}");
        }

        AddBody(name, root);
        (_scope, _rangeDepth, _actionLine) = (scope, rangeDepth, actionLine);
    }

    private (ListNode List, EndNode End) ParseList()
    {
        EnterNesting();
        var nodes = new List<Node>();
        var position = PeekNonSpace().Position;
        while (PeekNonSpace().Kind != TokenKind.Eof)
        {
            var node = ParseTextOrAction();
            if (node is EndNode end)
            {
                LeaveNesting();
                return (new ListNode(position, [.. nodes]), end);
            }

            nodes.Add(node);
        }

        throw Error("unexpected EOF");
    }

    private Node ParseTextOrAction()
    {
        var token = NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new TextNode(token.Position, token.Value);
            case TokenKind.LeftDelimiter:
                _actionLine = token.Line;
                var node = ParseAction();
                _actionLine = 0;
                return node;
            default:
                throw Unexpected(token, "input");
        }
    }

    private Node ParseAction()
    {
        var token = NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.If:
                return ParseIf();
            case TokenKind.With:
                return ParseWith();
            case TokenKind.Range:
                return ParseRange();
            case TokenKind.Else:
                return ParseElse();
            case TokenKind.End:
                return new EndNode(Expect(TokenKind.RightDelimiter, "end").Position, isElse: false);
            case TokenKind.Template:
                return ParseTemplate();
            case TokenKind.Block:
                return ParseBlock();
            case TokenKind.Break or TokenKind.Continue:
                return ParseJump(token);
            default:
                PushBack(token);
                return new ActionNode(token.Position, ParsePipeline("command", TokenKind.RightDelimiter));
        }
    }

    private IfNode ParseIf()
    {
        var (pipeline, body, otherwise) = ParseBranches("if");
        return new IfNode(pipeline.Position, pipeline, body, otherwise);
    }

    private WithNode ParseWith()
    {
        var (pipeline, body, otherwise) = ParseBranches("with");
        return new WithNode(pipeline.Position, pipeline, body, otherwise);
    }

    private RangeNode ParseRange()
    {
        var (pipeline, body, otherwise) = ParseBranches("range");
        return new RangeNode(pipeline.Position, pipeline, body, otherwise);
    }

    private (PipelineNode Pipeline, ListNode Body, ListNode? Otherwise) ParseBranches(string keyword)
    {
        EnterNesting();
        var outer = _scope.Count;
        var pipeline = ParsePipeline(keyword, TokenKind.RightDelimiter);
        _rangeDepth += keyword == "range" ? 1 : 0;
        var (body, end) = ParseList();
        _rangeDepth -= keyword == "range" ? 1 : 0;
        var otherwise = end.IsElse ? ParseElseBranch(keyword, end) : null;
        _scope.CloseTo(outer);
        LeaveNesting();
        return (pipeline, body, otherwise);
    }

    private ListNode ParseElseBranch(string keyword, EndNode start)
    {
        // "else if" is "else" with an "if" in it, whose "end" ends both; ParseElse left the second keyword.
        var next = Peek().Kind;
        if (keyword == "if" && next == TokenKind.If)
        {
            Next();
            return new ListNode(start.Position, [ParseIf()]);
        }

        if (keyword == "with" && next == TokenKind.With)
        {
            Next();
            return new ListNode(start.Position, [ParseWith()]);
        }

        var (list, end) = ParseList();
        return end.IsElse ? throw Error($"expected end; found {end}") : list;
    }

    private EndNode ParseElse()
    {
        var next = PeekNonSpace();
        return next.Kind is TokenKind.If or TokenKind.With
            ? new EndNode(next.Position, isElse: true)
            : new EndNode(Expect(TokenKind.RightDelimiter, "else").Position, isElse: true);
    }

    private TemplateNode ParseTemplate()
    {
        const string context = "template clause";
        var token = NextNonSpace();
        var name = ParseTemplateName(token, context);
        var following = NextNonSpace();
        if (following.Kind == TokenKind.RightDelimiter)
        {
            return new TemplateNode(token.Position, name, null);
        }

        PushBack(following);
        return new TemplateNode(token.Position, name, ParsePipeline(context, TokenKind.RightDelimiter));
    }

    private TemplateNode ParseBlock()
    {
        const string context = "block clause";
        var token = NextNonSpace();
        var name = ParseTemplateName(token, context);
        var pipeline = ParsePipeline(context, TokenKind.RightDelimiter);
        ParseBody(name, context);
        return new TemplateNode(token.Position, name, pipeline);
    }

    private string ParseTemplateName(Token token, string context) =>
        token.Kind is TokenKind.String or TokenKind.RawString ? Unquote(token) : throw Unexpected(token, context);

    private Node ParseJump(Token keyword)
    {
        var action = $"{{{{{keyword.Value}}}}}";
        var end = NextNonSpace();
        if (end.Kind != TokenKind.RightDelimiter)
        {
            throw Unexpected(end, action);
        }

        if (_rangeDepth == 0)
        {
            throw Error($"{action} outside {{{{range}}}}");
        }

        return keyword.Kind == TokenKind.Break ? new BreakNode(keyword.Position) : new ContinueNode(keyword.Position);
    }
}
