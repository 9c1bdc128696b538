namespace Gimlet.Templating.Syntax;

/// <summary>
/// The variables of one template while it is parsed. Each gets a slot, so that nothing looks for a name at execution.
/// </summary>
internal sealed class Scope
{
    private readonly List<string> _names = ["$"];
    private readonly List<string> _announced = [];

    /// <summary>The number of slots that the template needs.</summary>
    public int Capacity { get; private set; } = 1;

    /// <summary>The number of variables that are alive; given to <see cref="CloseTo"/> at the end of a block.</summary>
    public int Count => _names.Count;

    public int Declare(string name)
    {
        _names.Add(name);
        Capacity = Math.Max(Capacity, _names.Count);
        return _names.Count - 1;
    }

    /// <summary>
    /// Makes variables known that exist once their pipeline is evaluated: in <c>$x := f $x</c> the second is an older
    /// one if there is any, and otherwise an error only when it is executed.
    /// </summary>
    public void Announce(List<Token> variables) => _announced.AddRange(variables.Select(static name => name.Value));

    public void Withdraw(int count) => _announced.RemoveRange(_announced.Count - count, count);

    public bool IsAnnounced(string name) => _announced.Contains(name);

    /// <summary>
    /// The slot of the innermost variable of a name, or <see cref="VariableNode.Undeclared"/>.
    /// </summary>
    public int Find(string name) => _names.LastIndexOf(name);

    public void CloseTo(int count) => _names.RemoveRange(count, _names.Count - count);
}
