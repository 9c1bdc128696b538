using Gimlet.Templating.Syntax;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Execution;

internal sealed partial class Evaluator
{
    private Value EvaluateField(Value dot, FieldNode field, ReadOnlySpan<Node> words, Value final)
    {
        _node = field;
        return FollowFields(dot, dot, field, field.Names, words, final);
    }

    private Value EvaluateChain(Value dot, ChainNode chain, ReadOnlySpan<Node> words, Value final)
    {
        _node = chain;
        if (chain.Operand is NilNode)
        {
            throw Error($"indirection through explicit nil in {chain}");
        }

        var operand = EvaluateArgument(dot, chain.Operand);
        return FollowFields(dot, operand, chain, chain.Fields, words, final);
    }

    // The last field may be a method, to which the arguments belong.
    private Value FollowFields(
        Value dot, Value receiver, Node node, string[] names, ReadOnlySpan<Node> words, Value final)
    {
        for (var i = 0; i < names.Length - 1; i++)
        {
            receiver = EvaluateField(dot, receiver, node, names[i], [], Value.Absent);
        }

        return EvaluateField(dot, receiver, node, names[^1], words, final);
    }

    private Value EvaluateField(
        Value dot, Value receiver, Node node, string name, ReadOnlySpan<Node> words, Value final)
    {
        if (receiver.IsNone)
        {
            return _missingKey == MissingKey.Error
                ? throw Error($"nil data; no entry for key {GoQuote.Quote(name)}")
                : Value.None;
        }

        if (receiver.IsNilInterface)
        {
            throw Error($"nil pointer evaluating {receiver.TypeName}.{name}");
        }

        var content = receiver.Content!;
        if (content is IGoObject owner && owner.TryGetMember(name, out var member))
        {
            return member is TemplateFunction function ? Call(dot, function, node, words, final) : Value.Of(member);
        }

        if (GoValue.KindOf(content) != GoKind.Map)
        {
            throw Error($"can't evaluate field {name} in type {receiver.TypeName}");
        }

        var exists = GoValue.TryGetEntry(content, name, out var value);
        if (value is TemplateFunction method)
        {
            return Call(dot, method, node, words, final);
        }

        if (words.Length > 1 || !final.IsAbsent)
        {
            throw Error($"{name} is not a method but has arguments");
        }

        return exists || _missingKey == MissingKey.Zero ? Value.OfElement(value)
            : _missingKey == MissingKey.Default ? Value.None
            : throw Error($"map has no entry for key {GoQuote.Quote(name)}");
    }
}
