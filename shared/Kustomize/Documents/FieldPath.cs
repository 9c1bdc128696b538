namespace Gimlet.Kustomize.Documents;

/// <summary>Where a value is, for messages: <c>spec.containers[web].env[2]</c>.</summary>
internal sealed record FieldPath(FieldPath? Parent, string Step)
{
    public static FieldPath Root { get; } = new(null, "");

    public FieldPath Field(string name) => new(this, Parent is null ? name : "." + name);

    /// <summary>An element of a list, by its index or by the keys that tell it apart.</summary>
    public FieldPath Element(string key) => new(this, $"[{key}]");

    public override string ToString()
    {
        var steps = new Stack<string>();
        for (var step = this; step.Parent is not null; step = step.Parent)
        {
            steps.Push(step.Step);
        }

        return steps.Count == 0 ? "the document" : string.Concat(steps);
    }
}
