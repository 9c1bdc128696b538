using System.Runtime.CompilerServices;
using Gimlet.Templating.Formatting;
using Gimlet.Templating.Syntax;

namespace Gimlet.Templating.Execution;

/// <summary>
/// One execution: its output, its variables, its limits. This part invokes templates and keeps the limits; the others
/// walk blocks, evaluate pipelines, fields and calls.
/// </summary>
internal sealed partial class Evaluator : IDisposable
{
    private readonly TemplateLimits _limits;
    private readonly MissingKey _missingKey;
    private readonly CallContext _context;
    private readonly Stack<TextBuffer> _freeBuffers = new();
    private TextBuffer _output;
    private TemplateBody _body = null!;
    private Node? _node;
    private Value[] _variables = new Value[32];
    private int _variablesStart;
    private int _variablesEnd;
    private int _depth;
    private long _total;

    public Evaluator(TemplateSet templates, TemplateLimits limits, CancellationToken cancellationToken)
    {
        Templates = templates;
        CancellationToken = cancellationToken;
        _limits = limits;
        _missingKey = templates.Options.MissingKey;
        _context = new CallContext(this);
        _output = new TextBuffer(_limits.MaxOutputLength);
    }

    public TemplateSet Templates { get; private set; }

    public CancellationToken CancellationToken { get; }

    /// <summary>Executes a template as a whole execution.</summary>
    public string Run(string name, object? data)
    {
        _body = Templates.Find(name) ?? throw new TemplateException($"template: no template \"{name}\"", name);
        try
        {
            _output.Clear();
            Execute(_body, Value.Of(data));
            return _output.ToString();
        }
        catch (OutputLimitException exception)
        {
            throw Limit(exception.Message);
        }
    }

    public void Dispose()
    {
        _output.Dispose();
        foreach (var buffer in _freeBuffers)
        {
            buffer.Dispose();
        }
    }

    /// <summary>Executes a template in the midst of the execution, for a function.</summary>
    public string Invoke(string name, object? data)
    {
        var body = Templates.Find(name)
            ?? throw new FunctionException($"template: no template {GoQuote.Quote(name)} associated with template "
                + GoQuote.Quote(_body.Name));
        return Invoke(body, data);
    }

    private string Invoke(TemplateBody body, object? data)
    {
        var outer = _output;
        _output = RentBuffer();
        try
        {
            Execute(body, Value.Of(data));
            return _output.ToString();
        }
        finally
        {
            ReturnBuffer(_output);
            _output = outer;
        }
    }

    /// <summary>Parses a text and executes it in the midst of the execution, for a function.</summary>
    public string InvokeText(string name, string text, object? data)
    {
        var outer = Templates;
        var (templates, body) = outer.WithMain(name, text);
        Templates = templates;
        try
        {
            return Invoke(body, data);
        }
        finally
        {
            Templates = outer;
        }
    }

    public void Reserve(long length)
    {
        CancellationToken.ThrowIfCancellationRequested();
        if (length > _limits.MaxOutputLength)
        {
            throw Limit($"result longer than the limit of {_limits.MaxOutputLength} characters");
        }
    }

    public TextBuffer RentBuffer() =>
        _freeBuffers.TryPop(out var buffer) ? buffer : new TextBuffer(_limits.MaxOutputLength);

    public void ReturnBuffer(TextBuffer buffer)
    {
        buffer.Clear();
        _freeBuffers.Push(buffer);
    }

    private void Execute(TemplateBody body, Value dot)
    {
        if (_depth == _limits.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Limit($"exceeded maximum template depth ({_depth})");
        }

        CancellationToken.ThrowIfCancellationRequested();
        var (outerBody, outerNode, outerStart, outerEnd) = (_body, _node, _variablesStart, _variablesEnd);
        _depth++;
        _body = body;
        _variablesStart = outerEnd;
        _variablesEnd = outerEnd + body.VariableCount;
        EnsureVariables();
        _variables.AsSpan(_variablesStart.._variablesEnd).Fill(Value.Absent);
        _variables[_variablesStart] = dot;
        Walk(dot, body.Root);

        // Not in a finally: an error that passes through names the template that it happened in.
        (_body, _node, _variablesStart, _variablesEnd) = (outerBody, outerNode, outerStart, outerEnd);
        _depth--;
    }

    private void EnsureVariables()
    {
        if (_variablesEnd > _variables.Length)
        {
            Array.Resize(ref _variables, Math.Max(_variablesEnd, _variables.Length * 2));
        }
    }

    private void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Limit("nested too deep for the stack");
        }
    }

    public void Count(long length)
    {
        CancellationToken.ThrowIfCancellationRequested();
        _total += length;
        if (_total > _limits.MaxTotalLength)
        {
            throw Limit($"output and intermediate results exceed the limit of {_limits.MaxTotalLength} characters");
        }
    }

    private TemplateException Error(string message, Exception? cause = null)
    {
        var (text, line, column) = Describe(message);
        return new TemplateException(text, _body.SourceName, line, column, cause);
    }

    private TemplateLimitException Limit(string message)
    {
        var (text, line, column) = Describe(message);
        return new TemplateLimitException(text, _body.SourceName, line, column);
    }

    private (string Text, int Line, int Column) Describe(string message)
    {
        if (_node is null)
        {
            return ($"template: {_body.Name}: {message}", 0, 0);
        }

        var (line, column) = _body.Locate(_node.Position);
        var location = $"template: {_body.SourceName}:{line}:{column}: executing {GoQuote.Quote(_body.Name)}";
        return ($"{location} at <{_node}>: {message}", line, column);
    }
}
