using Gimlet.Templating.Syntax;

namespace Gimlet.Templating.Execution;

internal sealed partial class Evaluator
{
    private Value EvaluatePipeline(Value dot, PipelineNode pipeline)
    {
        _node = pipeline;
        var value = Value.Absent;
        foreach (var command in pipeline.Commands)
        {
            value = EvaluateCommand(dot, command, value).Unwrapped;
        }

        foreach (var variable in pipeline.Declarations)
        {
            if (pipeline.IsAssignment && IsUndefined(variable))
            {
                throw Error($"undefined variable: {variable.Name}");
            }

            Assign(variable, value);
        }

        return value;
    }

    /// <param name="dot">The value of dot.</param>
    /// <param name="command">The command.</param>
    /// <param name="final">The value of the command before it in the pipeline; absent for the first.</param>
    private Value EvaluateCommand(Value dot, CommandNode command, Value final)
    {
        var words = command.Words;
        switch (words[0])
        {
            case FieldNode field:
                return EvaluateField(dot, field, words, final);
            case ChainNode chain:
                return EvaluateChain(dot, chain, words, final);
            case IdentifierNode identifier:
                _node = identifier;
                return Call(dot, identifier.Function, command, words, final);
            case PipelineNode pipeline:
                RefuseArguments(words, final);
                EnsureStack();
                return EvaluatePipeline(dot, pipeline);
            case VariableNode variable:
                return EvaluateVariable(dot, variable, words, final);
        }

        var word = words[0];
        _node = word;
        RefuseArguments(words, final);
        return word is NilNode ? throw Error("nil is not a command") : EvaluateLiteral(dot, word);
    }

    private void RefuseArguments(ReadOnlySpan<Node> words, Value final)
    {
        if (words.Length > 1 || !final.IsAbsent)
        {
            throw Error($"can't give argument to non-function {words[0]}");
        }
    }

    private Value EvaluateLiteral(Value dot, Node word) => word switch
    {
        DotNode => dot,
        StringNode text => Value.Of(text.Value),
        BoolNode truth => Value.Of(truth.Value),
        NumberNode number => Value.Of(
            number.Literal.Constant ?? throw Error($"{number.Literal.Text} overflows int")),
        _ => throw Error($"can't evaluate command {GoQuote.Quote(word.ToString()!)}"),
    };

    private Value EvaluateVariable(Value dot, VariableNode variable, ReadOnlySpan<Node> words, Value final)
    {
        _node = variable;
        if (IsUndefined(variable))
        {
            throw Error($"undefined variable: {variable.Name}");
        }

        var value = _variables[_variablesStart + variable.Slot];
        if (variable.Fields.Length == 0)
        {
            RefuseArguments(words, final);
            return value;
        }

        return FollowFields(dot, value, variable, variable.Fields, words, final);
    }

    private bool IsUndefined(VariableNode variable) =>
        variable.Slot == VariableNode.Undeclared || _variables[_variablesStart + variable.Slot].IsAbsent;

    private void Assign(VariableNode variable, Value value) => _variables[_variablesStart + variable.Slot] = value;
}
