namespace Gimlet.Templating.Syntax;

/// <summary>Commands, each fed the value of the one before it, and the variables that get the last value.</summary>
internal sealed class PipelineNode(
    int position, VariableNode[] declarations, bool isAssignment, CommandNode[] commands) : Node(position)
{
    public VariableNode[] Declarations { get; } = declarations;

    /// <summary>Whether the variables exist already (<c>=</c>) or come into being (<c>:=</c>).</summary>
    public bool IsAssignment { get; } = isAssignment;

    public CommandNode[] Commands { get; } = commands;

    public override string ToString()
    {
        var commands = string.Join<CommandNode>(" | ", Commands);
        return Declarations.Length == 0
            ? commands
            : $"{string.Join<VariableNode>(", ", Declarations)} {(IsAssignment ? "=" : ":=")} {commands}";
    }
}

internal sealed class CommandNode(int position, Node[] words) : Node(position)
{
    public Node[] Words { get; } = words;

    public override string ToString() =>
        string.Join(' ', Words.Select(static word => word is PipelineNode ? $"({word})" : word.ToString()));
}

internal sealed class IdentifierNode(int position, TemplateFunction function) : Node(position)
{
    public TemplateFunction Function { get; } = function;

    public override string ToString() => Function.Name;
}

internal sealed class FieldNode(int position, string[] names) : Node(position)
{
    public string[] Names { get; } = names;

    public override string ToString() => "." + string.Join('.', Names);
}

/// <summary>A variable, possibly with fields.</summary>
internal sealed class VariableNode(int position, string name, int slot, string[] fields) : Node(position)
{
    /// <summary>The slot of a variable that does not exist: an error once it is executed.</summary>
    public const int Undeclared = -1;

    public string Name { get; } = name;

    /// <summary>Where its value is among the variables of the executing template.</summary>
    public int Slot { get; } = slot;

    public string[] Fields { get; } = fields;

    public override string ToString() => Fields.Length == 0 ? Name : $"{Name}.{string.Join('.', Fields)}";
}

/// <summary>Fields of something other than dot and a variable: <c>(pipeline).Field</c>.</summary>
internal sealed class ChainNode(int position, Node operand, string[] fields) : Node(position)
{
    public Node Operand { get; } = operand;

    public string[] Fields { get; } = fields;

    public override string ToString() =>
        $"{(Operand is PipelineNode ? $"({Operand})" : Operand)}.{string.Join('.', Fields)}";
}

internal sealed class DotNode(int position) : Node(position)
{
    public override string ToString() => ".";
}

internal sealed class NilNode(int position) : Node(position)
{
    public override string ToString() => "nil";
}

internal sealed class BoolNode(int position, bool value) : Node(position)
{
    public object Value { get; } = value;

    public override string ToString() => (bool)Value ? "true" : "false";
}

internal sealed class NumberNode(int position, NumberLiteral literal) : Node(position)
{
    public NumberLiteral Literal { get; } = literal;

    public override string ToString() => Literal.Text;
}

internal sealed class StringNode(int position, string quoted, string value) : Node(position)
{
    public string Value { get; } = value;

    public override string ToString() => quoted;
}
