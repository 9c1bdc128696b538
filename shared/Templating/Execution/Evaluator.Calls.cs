using Gimlet.Templating.Syntax;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Execution;

internal sealed partial class Evaluator
{
    // Arguments live on one stack: a call takes no memory of its own, and a call within an argument is above it.
    private object?[] _arguments = new object?[64];
    private int _argumentCount;

    /// <param name="dot">The value of dot.</param>
    /// <param name="function">What is called.</param>
    /// <param name="node">What errors of the function are reported at.</param>
    /// <param name="words">The function's word and its arguments; empty when it is called without any.</param>
    /// <param name="final">One more argument, from the pipeline, or absent.</param>
    private Value Call(Value dot, TemplateFunction function, Node node, ReadOnlySpan<Node> words, Value final)
    {
        CancellationToken.ThrowIfCancellationRequested();
        var explicitArguments = words.IsEmpty ? words : words[1..];
        CheckArgumentCount(function, explicitArguments.Length, final);
        if (function.StopsAt is { } stop)
        {
            return CallShortCircuit(dot, explicitArguments, final, stop);
        }

        var start = _argumentCount;
        for (var i = 0; i < explicitArguments.Length; i++)
        {
            Push(EvaluateArgument(dot, function.TypeOf(i), explicitArguments[i]));
        }

        if (!final.IsAbsent)
        {
            Push(Convert(final, function.TypeOf(explicitArguments.Length)));
        }

        var result = CallBody(function, node, start);
        _arguments.AsSpan(start.._argumentCount).Clear();
        _argumentCount = start;
        return result;
    }

    private void CheckArgumentCount(TemplateFunction function, int given, Value final)
    {
        var all = final.IsAbsent ? given : given + 1;
        if (function.IsVariadic ? all < function.FixedCount : all != function.FixedCount)
        {
            // Go counts the piped argument in one of the two messages only.
            throw Error(function.IsVariadic
                ? $"wrong number of args for {function.Name}: want at least {function.FixedCount} got {given}"
                : $"wrong number of args for {function.Name}: want {function.FixedCount} got {all}");
        }
    }

    private Value CallShortCircuit(Value dot, ReadOnlySpan<Node> arguments, Value final, bool stop)
    {
        var value = Value.None;
        foreach (var argument in arguments)
        {
            value = Value.Of(EvaluateArgument(dot, ParameterType.Any, argument));
            if (GoValue.IsTrue(value.Content) == stop)
            {
                return value;
            }
        }

        return final.IsAbsent ? value : final;
    }

    private Value CallBody(TemplateFunction function, Node node, int start)
    {
        var (body, templates, depth) = (_body, Templates, _depth);
        var (variablesStart, variablesEnd) = (_variablesStart, _variablesEnd);
        object? result;
        try
        {
            result = function.Body(_context, _arguments.AsSpan(start.._argumentCount));
        }
        catch (Exception exception) when (!EndsExecution(exception))
        {
            // The error may come from a template deeper down; here it is the function's.
            (_body, Templates, _depth) = (body, templates, depth);
            (_variablesStart, _variablesEnd) = (variablesStart, variablesEnd);
            _node = node;
            throw Error($"error calling {function.Name}: {exception.Message}", exception);
        }

        CheckLength(result);
        return Value.Of(result);
    }

    // Go turns a panic of a function into its error; so any other exception is one here.
    private static bool EndsExecution(Exception exception) => exception
        is TemplateLimitException or OutputLimitException or OperationCanceledException or OutOfMemoryException;

    private void CheckLength(object? result)
    {
        var length = result switch
        {
            string text => text.Length,
            IReadOnlyList<object?> list => list.Count,
            _ => 0,
        };
        Reserve(length);
        Count(length);
    }

    private void Push(object? argument)
    {
        if (_argumentCount == _arguments.Length)
        {
            Array.Resize(ref _arguments, _argumentCount * 2);
        }

        _arguments[_argumentCount++] = argument;
    }
}
