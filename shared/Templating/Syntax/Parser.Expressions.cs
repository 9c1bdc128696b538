namespace Gimlet.Templating.Syntax;

internal sealed partial class Parser
{
    private PipelineNode ParsePipeline(string context, TokenKind end)
    {
        var position = PeekNonSpace().Position;
        var (variables, isAssignment) = ParseDeclarations(context);
        _scope.Announce(variables);
        var commands = new List<CommandNode>();
        while (true)
        {
            var token = NextNonSpace();
            if (token.Kind == end)
            {
                CheckCommands(commands, context);
                _scope.Withdraw(variables.Count);
                var declarations = variables.ConvertAll(variable => Declare(variable, isAssignment));
                return new PipelineNode(position, [.. declarations], isAssignment, [.. commands]);
            }

            if (!StartsOperand(token.Kind))
            {
                throw Unexpected(token, context);
            }

            PushBack(token);
            commands.Add(ParseCommand());
        }
    }

    private (List<Token> Variables, bool IsAssignment) ParseDeclarations(string context)
    {
        var variables = new List<Token>(2);
        while (PeekNonSpace() is { Kind: TokenKind.Variable } variable)
        {
            Next();

            // "$x foo" is an argument, "$x := foo" a declaration: only what follows the space tells.
            var adjacent = Peek();
            var next = PeekNonSpace();
            if (next.Kind is TokenKind.Declare or TokenKind.Assign)
            {
                NextNonSpace();
                variables.Add(variable);
                return (variables, next.Kind == TokenKind.Assign);
            }

            if (next is not { Kind: TokenKind.Character, Value: "," })
            {
                if (adjacent.Kind == TokenKind.Space)
                {
                    PushBack(adjacent);
                }

                PushBack(variable);
                break;
            }

            NextNonSpace();
            variables.Add(variable);
            if (context != "range" || variables.Count > 1)
            {
                throw Error($"too many declarations in {context}");
            }

            if (PeekNonSpace().Kind is not (TokenKind.Variable or TokenKind.RightDelimiter or TokenKind.RightParen))
            {
                throw Error("range can only initialize variables");
            }
        }

        return (variables, false);
    }

    private VariableNode Declare(Token variable, bool isAssignment)
    {
        // Go lets an assignment to an unknown variable pass here and fails when it is executed.
        var slot = isAssignment ? _scope.Find(variable.Value) : _scope.Declare(variable.Value);
        if (slot == VariableNode.Undeclared)
        {
            _scope.Declare(variable.Value);
        }

        return new VariableNode(variable.Position, variable.Value, slot, []);
    }

    private void CheckCommands(List<CommandNode> commands, string context)
    {
        if (commands.Count == 0)
        {
            throw Error($"missing value for {context}");
        }

        for (var i = 1; i < commands.Count; i++)
        {
            if (commands[i].Words[0] is BoolNode or DotNode or NilNode or NumberNode or StringNode)
            {
                throw Error($"non executable command in pipeline stage {i + 1}");
            }
        }
    }

    private CommandNode ParseCommand()
    {
        var words = new List<Node>();
        var position = PeekNonSpace().Position;
        while (true)
        {
            PeekNonSpace();
            if (ParseOperand() is { } operand)
            {
                words.Add(operand);
            }

            var token = Next();
            switch (token.Kind)
            {
                case TokenKind.Space:
                    continue;
                case TokenKind.RightDelimiter or TokenKind.RightParen:
                    PushBack(token);
                    break;
                case TokenKind.Pipe:
                    break;
                default:
                    throw Unexpected(token, "operand");
            }

            return words.Count == 0 ? throw Error("empty command") : new CommandNode(position, [.. words]);
        }
    }

    private Node? ParseOperand()
    {
        var term = ParseTerm();
        var start = term is null ? default : Peek();
        if (term is null || start.Kind != TokenKind.Field)
        {
            return term;
        }

        var fields = new List<string>();
        while (Peek().Kind == TokenKind.Field)
        {
            fields.Add(Next().Value[1..]);
        }

        return term switch
        {
            FieldNode field => new FieldNode(start.Position, [.. field.Names, .. fields]),
            VariableNode variable => new VariableNode(start.Position, variable.Name, variable.Slot, [.. fields]),
            BoolNode or StringNode or NumberNode or NilNode or DotNode =>
                throw Error($"unexpected . after term {GoQuote.Quote(term.ToString()!)}"),
            _ => new ChainNode(start.Position, term, [.. fields]),
        };
    }

    private Node? ParseTerm()
    {
        var token = NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                var function = FindFunction(token.Value)
                    ?? throw Error($"function {GoQuote.Quote(token.Value)} not defined");
                return new IdentifierNode(token.Position, function);
            case TokenKind.Dot:
                return new DotNode(token.Position);
            case TokenKind.Nil:
                return new NilNode(token.Position);
            case TokenKind.Variable:
                var slot = _scope.Find(token.Value);
                return slot != VariableNode.Undeclared || _scope.IsAnnounced(token.Value)
                    ? new VariableNode(token.Position, token.Value, slot, [])
                    : throw Error($"undefined variable {GoQuote.Quote(token.Value)}");
            case TokenKind.Field:
                return new FieldNode(token.Position, [token.Value[1..]]);
            case TokenKind.Bool:
                return new BoolNode(token.Position, token.Value == "true");
            case TokenKind.Number or TokenKind.Complex or TokenKind.CharacterConstant:
                return new NumberNode(token.Position, ReadNumber(token));
            case TokenKind.LeftParen:
                EnterNesting();
                var pipeline = ParsePipeline("parenthesized pipeline", TokenKind.RightParen);
                LeaveNesting();
                return pipeline;
            case TokenKind.String or TokenKind.RawString:
                return new StringNode(token.Position, token.Value, Unquote(token));
            default:
                PushBack(token);
                return null;
        }
    }

    private NumberLiteral ReadNumber(Token token)
    {
        var text = token.Value;
        var isCharacter = token.Kind == TokenKind.CharacterConstant;
        if (!isCharacter && text.EndsWith('i'))
        {
            throw Error($"complex numbers are not supported: {GoQuote.Quote(text)}");
        }

        try
        {
            return isCharacter
                ? NumberLiteral.FromCharacter(text, GoUnquote.Character(text))
                : NumberLiteral.Read(text);
        }
        catch (FormatException exception)
        {
            throw Error(exception.Message);
        }
    }

    private string Unquote(Token token) => GoUnquote.String(token.Value) ?? throw Error("invalid syntax");

    private static bool StartsOperand(TokenKind kind) => kind is TokenKind.Bool or TokenKind.CharacterConstant
        or TokenKind.Complex or TokenKind.Dot or TokenKind.Field or TokenKind.Identifier or TokenKind.Number
        or TokenKind.Nil or TokenKind.RawString or TokenKind.String or TokenKind.Variable or TokenKind.LeftParen;
}
