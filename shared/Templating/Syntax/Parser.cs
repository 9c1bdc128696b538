using System.Runtime.CompilerServices;
using Gimlet.Templating.Functions;

namespace Gimlet.Templating.Syntax;

/// <summary>
/// Makes trees of one text: its own template and those that it defines. This part reads tokens and keeps the state; the
/// others parse blocks and expressions. The grammar and the errors are those of Go's text/template/parse.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _name;
    private readonly string _text;
    private readonly TemplateOptions _options;
    private readonly Lexer _lexer;
    private readonly Stack<Token> _pushedBack = new();
    private readonly Dictionary<string, TemplateBody> _bodies = new(StringComparer.Ordinal);
    private Scope _scope = new();
    private Token _newest;
    private int _actionLine;
    private int _nesting;
    private int _rangeDepth;

    public Parser(string name, string text, TemplateOptions options)
    {
        _name = name;
        _text = text;
        _options = options;
        _lexer = new Lexer(
            text, options.LeftDelimiter, options.RightDelimiter, function => FindFunction(function) is not null);
    }

    /// <summary>Parses the text.</summary>
    /// <returns>The templates of the text, its own included.</returns>
    public IEnumerable<TemplateBody> Parse()
    {
        var nodes = new List<Node>();
        var position = Peek().Position;
        while (Peek().Kind != TokenKind.Eof)
        {
            if (Peek().Kind == TokenKind.LeftDelimiter)
            {
                var delimiter = Next();
                var keyword = NextNonSpace();
                if (keyword.Kind == TokenKind.Define)
                {
                    ParseDefinition();
                    continue;
                }

                PushBack(keyword);
                PushBack(delimiter);
            }

            var node = ParseTextOrAction();
            if (node is EndNode)
            {
                throw Error($"unexpected {node}");
            }

            nodes.Add(node);
        }

        AddBody(_name, new ListNode(position, [.. nodes]));
        return _bodies.Values;
    }

    private void AddBody(string name, ListNode root)
    {
        if (_bodies.TryGetValue(name, out var earlier) && !earlier.IsEmpty)
        {
            if (!root.IsEmpty)
            {
                throw Error($"template: multiple definition of template {GoQuote.Quote(name)}");
            }

            return;
        }

        _bodies[name] = new TemplateBody(name, _name, _text, root, _scope.Capacity);
    }

    private Token Next() => _pushedBack.TryPop(out var token) ? token : _newest = _lexer.Next();

    private Token NextNonSpace()
    {
        var token = Next();
        while (token.Kind == TokenKind.Space)
        {
            token = Next();
        }

        return token;
    }

    private void PushBack(Token token) => _pushedBack.Push(token);

    private Token Peek()
    {
        var token = Next();
        PushBack(token);
        return token;
    }

    private Token PeekNonSpace()
    {
        var token = NextNonSpace();
        PushBack(token);
        return token;
    }

    private Token Expect(TokenKind kind, string context)
    {
        var token = NextNonSpace();
        return token.Kind == kind ? token : throw Unexpected(token, context);
    }

    private TemplateFunction? FindFunction(string name) => _options.Functions.Find(name) ?? Builtins.All.Find(name);

    // Templates nest as deep as their text says: the limit keeps the stack of the process, whatever its size.
    private void EnterNesting()
    {
        if (++_nesting > _options.Limits.MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new TemplateLimitException(
                $"template: {_name}:{_newest.Line}: blocks and parentheses are nested more than "
                + $"{_options.Limits.MaxNesting} deep",
                _name,
                _newest.Line);
        }
    }

    private void LeaveNesting() => _nesting--;

    private TemplateException Unexpected(Token token, string context)
    {
        if (token.Kind != TokenKind.Error)
        {
            return Error($"unexpected {token} in {context}");
        }

        if (_actionLine == 0 || _actionLine == token.Line)
        {
            return Error(token.Value);
        }

        var started = token.Value.EndsWith(" action", StringComparison.Ordinal) ? " started" : " in action started";
        return Error($"{token.Value}{started} at {_name}:{_actionLine}");
    }

    // Go reports the line of the newest token, even where an earlier one is at fault.
    private TemplateException Error(string message) =>
        new($"template: {_name}:{_newest.Line}: {message}", _name, _newest.Line);
}
