using Gimlet.Templating.Syntax;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Execution;

internal sealed partial class Evaluator
{
    private object? EvaluateArgument(Value dot, ParameterType type, Node word)
    {
        _node = word;
        return word switch
        {
            StringNode or BoolNode or NumberNode => EvaluateConstant(dot, type, word),
            NilNode => CanBeNil(type) ? null : throw Error($"cannot assign nil to {NameOf(type)}"),
            _ => Convert(EvaluateArgument(dot, word), type),
        };
    }

    /// <summary>An argument of which no type is asked.</summary>
    private Value EvaluateArgument(Value dot, Node word)
    {
        switch (word)
        {
            case FieldNode field:
                return EvaluateField(dot, field, [], Value.Absent);
            case VariableNode variable:
                return EvaluateVariable(dot, variable, [], Value.Absent);
            case PipelineNode pipeline:
                EnsureStack();
                return EvaluatePipeline(dot, pipeline);
            case IdentifierNode identifier:
                _node = identifier;
                return Call(dot, identifier.Function, identifier, [], Value.Absent);
            case ChainNode chain:
                return EvaluateChain(dot, chain, [], Value.Absent);
            default:
                return EvaluateLiteral(dot, word);
        }
    }

    // A constant takes the type of its parameter, if it can: 1 is a float where one is wanted.
    private object? EvaluateConstant(Value dot, ParameterType type, Node word) => (type, word) switch
    {
        (ParameterType.Any, _) => EvaluateLiteral(dot, word).Content,
        (ParameterType.Text, StringNode text) => text.Value,
        (ParameterType.Bool, BoolNode truth) => truth.Value,
        (ParameterType.Int, NumberNode { Literal.Integer: { } integer }) => GoInteger.Box(integer),
        (ParameterType.Long, NumberNode { Literal.Integer: { } integer }) => integer,
        (ParameterType.Float, NumberNode { Literal.Float: { } number }) => number,
        (ParameterType.Text, _) => throw Error($"expected string; found {word}"),
        (ParameterType.Bool, _) => throw Error($"expected bool; found {word}"),
        (ParameterType.Int or ParameterType.Long, _) => throw Error($"expected integer; found {word}"),
        (ParameterType.Float, _) => throw Error($"expected float; found {word}"),
        _ => throw Error($"can't handle {word} for arg of type {NameOf(type)}"),
    };

    private object? Convert(Value value, ParameterType type)
    {
        var content = value.Content;
        var fits = type switch
        {
            ParameterType.Any => true,
            ParameterType.Text => content is string,
            ParameterType.Bool => content is bool,
            ParameterType.Int => content is nint or int,
            ParameterType.Long => content is long,
            ParameterType.Float => content is double,
            ParameterType.Map => content is IReadOnlyDictionary<string, object?> and not GoTextMap,
            ParameterType.Texts => content is IReadOnlyList<string>,
            _ => content is IReadOnlyList<object?> and not (IReadOnlyList<string> or GoBytes),
        };
        if (fits)
        {
            return content;
        }

        if (value.IsNone)
        {
            return CanBeNil(type) ? null : throw Error($"invalid value; expected {NameOf(type)}");
        }

        var actual = content is null ? value.TypeName : GoValue.TypeName(content);
        throw Error($"wrong type for value; expected {NameOf(type)}; got {actual}");
    }

    private static bool CanBeNil(ParameterType type) =>
        type is ParameterType.Any or ParameterType.Map or ParameterType.List or ParameterType.Texts;

    private static string NameOf(ParameterType type) => type switch
    {
        ParameterType.Text => "string",
        ParameterType.Bool => "bool",
        ParameterType.Int => "int",
        ParameterType.Long => "int64",
        ParameterType.Float => "float64",
        ParameterType.Map => "map[string]interface {}",
        ParameterType.List => "[]interface {}",
        ParameterType.Texts => "[]string",
        _ => "interface {}",
    };
}
