using Gimlet.Templating.Formatting;
using Gimlet.Templating.Syntax;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Execution;

internal sealed partial class Evaluator
{
    /// <summary>What a list of nodes ended with.</summary>
    private enum Flow
    {
        Next,
        Break,
        Continue,
    }

    private Flow Walk(Value dot, ListNode list)
    {
        foreach (var node in list.Nodes)
        {
            _node = node;
            switch (node)
            {
                case TextNode text:
                    Write(text.Text);
                    break;
                case ActionNode action:
                    WalkAction(dot, action);
                    break;
                case RangeNode range:
                    if (WalkRange(dot, range) is var rangeFlow and not Flow.Next)
                    {
                        return rangeFlow;
                    }

                    break;
                case BranchNode branch:
                    if (WalkBranch(dot, branch) is var flow and not Flow.Next)
                    {
                        return flow;
                    }

                    break;
                case TemplateNode template:
                    WalkTemplate(dot, template);
                    break;
                case BreakNode:
                    return Flow.Break;
                case ContinueNode:
                    return Flow.Continue;
            }
        }

        return Flow.Next;
    }

    private void WalkAction(Value dot, ActionNode action)
    {
        var value = EvaluatePipeline(dot, action.Pipeline);
        if (action.Pipeline.Declarations.Length == 0)
        {
            _node = action;
            Print(value);
        }
    }

    private Flow WalkBranch(Value dot, BranchNode branch)
    {
        EnsureStack();
        var value = EvaluatePipeline(dot, branch.Pipeline);
        if (GoValue.IsTrue(value.Content))
        {
            return Walk(branch is WithNode ? value : dot, branch.Body);
        }

        return branch.Otherwise is null ? Flow.Next : Walk(dot, branch.Otherwise);
    }

    private void WalkTemplate(Value dot, TemplateNode template)
    {
        var body = Templates.Find(template.Name)
            ?? throw Error($"template {GoQuote.Quote(template.Name)} not defined");
        var argument = template.Pipeline is null ? Value.None : EvaluatePipeline(dot, template.Pipeline);
        Execute(body, argument);
    }

    private Flow WalkRange(Value dot, RangeNode range)
    {
        EnsureStack();
        var value = EvaluatePipeline(dot, range.Pipeline).Content;
        var isEmpty = false;
        switch (GoValue.KindOf(value))
        {
            case GoKind.Slice:
                isEmpty = !RangeOverList((IReadOnlyList<object?>)value!, range);
                break;
            case GoKind.Map:
                isEmpty = !RangeOverMap(value!, range);
                break;
            case GoKind.Int or GoKind.Uint:
                isEmpty = !RangeOverInteger(value!, range);
                break;
            case GoKind.Invalid:
                isEmpty = true;
                break;
            default:
                throw Error($"range can't iterate over {Formatter.ToText(_context, value)}");
        }

        return isEmpty && range.Otherwise is not null ? Walk(dot, range.Otherwise) : Flow.Next;
    }

    private bool RangeOverList(IReadOnlyList<object?> list, RangeNode range)
    {
        var count = list.Count;
        for (var i = 0; i < count; i++)
        {
            var index = range.Pipeline.Declarations.Length > 1 ? Value.Of(GoInteger.Box(i)) : Value.None;
            if (Iterate(index, Value.OfElement(list[i]), range) == Flow.Break)
            {
                break;
            }
        }

        return count > 0;
    }

    private bool RangeOverMap(object map, RangeNode range)
    {
        // Sorting also makes a copy, so that functions may change the map meanwhile.
        var entries = GoValue.Sorted(map);
        foreach (var (key, element) in entries)
        {
            if (Iterate(Value.Of(key), Value.OfElement(element), range) == Flow.Break)
            {
                break;
            }
        }

        return entries.Length > 0;
    }

    private bool RangeOverInteger(object end, RangeNode range)
    {
        if (range.Pipeline.Declarations.Length > 1)
        {
            throw Error($"can't use {Formatter.ToText(_context, end)} to iterate over more than one variable");
        }

        // Nobody waits for the end of a range beyond 63 bits.
        var isSigned = GoInteger.TryRead(end, out var count);
        if (!isSigned && GoInteger.TryReadUnsigned(end, out var unsigned))
        {
            count = (long)Math.Min(unsigned, long.MaxValue);
        }

        for (var i = 0L; i < count; i++)
        {
            if (Iterate(Value.None, Value.Of(GoInteger.BoxAs(end, i)), range) == Flow.Break)
            {
                break;
            }
        }

        return count > 0;
    }

    private Flow Iterate(Value index, Value element, RangeNode range)
    {
        CancellationToken.ThrowIfCancellationRequested();
        var variables = range.Pipeline.Declarations;
        if (variables.Length > 0)
        {
            Assign(variables[^1], element);
        }

        if (variables.Length > 1)
        {
            Assign(variables[0], index);
        }

        return Walk(element, range.Body);
    }

    private void Write(ReadOnlySpan<char> text)
    {
        Count(text.Length);
        _output.Append(text);
    }

    private void Print(Value value)
    {
        var content = value.Content;
        if (content is string text)
        {
            Write(text);
            return;
        }

        if (content is IGoObject { ActionText: { } actionText })
        {
            Write(actionText);
            return;
        }

        if (content is TemplateFunction)
        {
            throw Error($"can't print {_node} of type {GoValue.TypeName(content)}");
        }

        var before = _output.Length;
        try
        {
            Formatter.Print(_output, content);
        }
        catch (FunctionException exception)
        {
            throw Error(exception.Message, exception);
        }

        Count(_output.Length - before);
    }
}
